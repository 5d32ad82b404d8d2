import inbox_toolkit.errors as family
from inbox_toolkit.text.span import Span


def test_every_error_has_the_exit_code_its_tree_says() -> None:
    codes = {
        name: cls.exit_code
        for name, cls in vars(family).items()
        if isinstance(cls, type) and issubclass(cls, family.ToolkitError)
    }
    assert codes == {
        "ToolkitError": 1,
        "UsageError": 2,
        "ProjectError": 2,
        "ConfigurationError": 2,
        "LiquidError": 1,
        "LiquidSyntaxError": 1,
        "UnknownTagError": 1,
        "RenderError": 1,
        "MissingValueError": 1,
        "RenderLimitError": 1,
        "RefusedError": 1,
        "CredentialsError": 3,
        "ForbiddenError": 4,
        "ServiceError": 5,
    }
    tree = family.__doc__ or ""
    assert all(name in tree for name in codes)


def test_a_missing_value_speaks_as_the_service_does() -> None:
    error = family.MissingValueError("trigger.order_id", Span(3, 19))
    assert error.message == str(error) == "undefined variable: trigger.order_id"
    assert error.span == Span(3, 19)
