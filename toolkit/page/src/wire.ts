// What the servers and the page exchange. Made by `python -m scripts.wire_types` from the
// `wire.py` modules of the Python package; change it there.

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What this run of the preview can do beside showing.
 *
 * `write` covers fixtures, templates and fixes, `editor` opening files in the user's own.
 * `language_server` is the URI of the project's folder, by which the language server behind the
 * WebSocket `/api/lsp` knows its files; null where there is none.
 */
export interface CapabilitiesView {
  readonly write: Capability;
  readonly editor: Capability;
  readonly languageServer: string | null;
  readonly send: SendCapability;
}

/** Whether something can be done from this page, else why not. */
export interface Capability {
  readonly ready: boolean;
  readonly why: string;
}

/** A case by its names; `set` are what-if values `path=value`, `unset` absent paths. */
export interface CaseQuery {
  readonly template: string;
  readonly profile?: string;
  readonly data?: string;
  readonly language?: string;
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
}

/** A case of a template by the names of its fixtures. */
export interface CaseRef {
  readonly profile: string;
  readonly data: string;
  readonly language: string;
}

/**
 * The case on screen: its message, and what led to it.
 *
 * `message` is the last good one of the case where `stale`. `text` is what was rendered
 * where nothing is delivered. `digest` names the saved text of the template's file, of which
 * `source` is the text rendered here. `bytes` is the payload's size in UTF-8. `findings` are
 * of a text that is not saved, null for a saved one: its row has them.
 */
export interface CaseView {
  readonly template: string;
  readonly profile: string;
  readonly data: string;
  readonly language: string;
  readonly set: readonly string[];
  readonly unset: readonly string[];
  readonly title: string;
  readonly file: string;
  readonly digest: string;
  readonly source: string;
  readonly message: MessageView | null;
  readonly stale: boolean;
  readonly text: string | null;
  readonly failure: FailureView | null;
  readonly variables: readonly VariableView[];
  readonly traces: readonly TraceView[];
  readonly unreached: readonly Place[];
  readonly neighbors: readonly NeighborView[];
  readonly bytes: number;
  readonly milliseconds: number;
  readonly findings: readonly FindingView[] | null;
}

/**
 * The value that made a case fail: its path, where it came from, what it printed.
 *
 * `value` is absent where there is none.
 */
export interface CauseView {
  readonly path: string;
  readonly origin: Origin;
  readonly file: string;
  readonly printed: string | null;
  readonly value?: Json;
}

/** How many requests and deliveries are gone. */
export interface Cleared {
  readonly requests: number;
  readonly deliveries: number;
}

/**
 * A request as code that reads the key from the environment.
 *
 * `language` is `http`, `curl` or one of the vendor's clients, such as `python`.
 */
export interface CodeSnippet {
  readonly language: string;
  readonly text: string;
}

/** Why the configuration cannot be used; `kept` says that the last good one stays in force. */
export interface ConfigurationProblem {
  readonly message: string;
  readonly help: string;
  readonly place: Place | null;
  readonly excerpt: readonly ExcerptLine[];
  readonly kept: boolean;
}

/** Answers 409: the file on disk is no longer the one that was opened; nothing was written. */
export interface Conflict {
  readonly message: string;
  readonly file: string;
  readonly text: string;
  readonly digest: string;
}

/** A delivery as a row of a list. */
export interface DeliveryRow {
  readonly number: number;
  readonly deliveryId: string;
  readonly template: string;
  readonly person: string;
  readonly cioId: string;
  readonly queuedAt: number;
  readonly due: number | null;
  readonly state: DeliveryState;
  readonly isClean: boolean;
  readonly failure: string | null;
}

export type DeliveryState = "queued" | "drafted" | "sent" | "failed";

/**
 * A delivery with its request, rendered text, message, findings and events.
 *
 * `metrics` are its events with the time each first happened.
 */
export interface DeliveryView {
  readonly row: DeliveryRow;
  readonly request: Json;
  readonly identifiers: Readonly<Record<string, string | null>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly text: string;
  readonly message: MessageView | null;
  readonly findings: readonly FindingRow[];
}

/** A line of the comparison, with its number on each side it is on. */
export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly before: number | null;
  readonly after: number | null;
  readonly segments: readonly Segment[];
}

/**
 * A case, and what to compare it with.
 *
 * `against` is `saved` (the last save), `commit` (the last commit), `revision:NAME` or
 * `case:PROFILE/DATA`.
 */
export interface DiffQuery {
  readonly template: string;
  readonly profile?: string;
  readonly data?: string;
  readonly language?: string;
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly against?: string;
}

/**
 * A case beside what it is compared with, its lines laid out as JSON.
 *
 * `problem` says why there is nothing to compare, else it is empty.
 */
export interface DiffView {
  readonly against: string;
  readonly title: string;
  readonly problem: string;
  readonly identical: boolean;
  readonly lines: readonly DiffLine[];
  readonly before: string | null;
  readonly after: string | null;
}

/** The address that opens the file, null where the editor was started. */
export interface EditAnswer {
  readonly url: string | null;
}

/** A file of the project to open in the user's editor. */
export interface EditRequest {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Why a request was refused, and what to do about it. */
export interface ErrorView {
  readonly message: string;
  readonly help: string | null;
}

/** A line of a file, cut into what is before, in and after the marked span. */
export interface ExcerptLine {
  readonly number: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/**
 * Why a case is not delivered.
 *
 * `message` is a sentence; `consequence` is what the service would do. `cases` are the first
 * of the `case_count` that fail for the same reason.
 */
export interface FailureView {
  readonly message: string;
  readonly consequence: string;
  readonly help: string;
  readonly place: Place | null;
  readonly excerpt: readonly ExcerptLine[];
  readonly rendered: RenderedExcerpt | null;
  readonly cause: CauseView | null;
  readonly fix: FixOffer | null;
  readonly cases: readonly CaseRef[];
  readonly caseCount: number;
}

/** A fault to inject into requests that match `on`; see `docs/howto/sandbox.md`. */
export interface FaultSetting {
  readonly kind: "latency" | "status" | "html" | "reset" | "cut" | "late-verdict" | "two-verdicts";
  readonly on: string;
  readonly chance: number;
  readonly times: number | null;
  readonly status: number;
  readonly retryAfter: number | null;
  readonly seconds: number;
  readonly after: boolean;
  readonly enabled: boolean;
}

/** A fault, and how often it was injected. */
export interface FaultView {
  readonly setting: FaultSetting;
  readonly injected: number;
}

/** The faults to inject from now on, in place of all others. */
export interface FaultsRequest {
  readonly faults: readonly FaultSetting[];
}

/** The faults that are injected now. */
export interface FaultsView {
  readonly faults: readonly FaultView[];
}

/** A file of the project: a template, fixture, contract or the configuration. */
export interface FileQuery {
  readonly file: string;
}

/** A file as it is on disk; `digest` names that text. */
export interface FileText {
  readonly file: string;
  readonly text: string;
  readonly digest: string;
}

/** One finding stored with a delivery. */
export interface FindingRow {
  readonly rule: string;
  readonly severity: SeverityName;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly help: string;
}

/**
 * One finding in the file of its place; `template` is whose it is, `""` the project's.
 *
 * `cases` are the first of the `case_count` it was seen in.
 */
export interface FindingView {
  readonly rule: string;
  readonly severity: SeverityName;
  readonly message: string;
  readonly label: string;
  readonly notes: readonly string[];
  readonly help: string;
  readonly template: string;
  readonly place: Place;
  readonly excerpt: readonly ExcerptLine[];
  readonly cases: readonly CaseRef[];
  readonly caseCount: number;
  readonly fix: FixOffer | null;
}

/** A mechanical correction, applied by its id once rendering proves it. */
export interface FixOffer {
  readonly id: string;
  readonly title: string;
}

/** The fix to apply, by the id of its offer. */
export interface FixRequest {
  readonly id: string;
}

/** What was saved; null where the name is taken and nothing was written. */
export interface FixtureAnswer {
  readonly saved: Saved | null;
}

/** A profile or message data as a menu lists it: its file's stem, and what people call it. */
export interface FixtureEntry {
  readonly name: string;
  readonly label: string;
  readonly file: string;
}

/** The views that are drawn in a frame; `epoch` changes with the component's files. */
export interface FramesView {
  readonly views: readonly ViewSetup[];
  readonly epoch: string;
  readonly visual: VisualDefinitions | null;
}

/** The first event of a connection; `run` differs between runs of the server. */
export interface Hello {
  readonly epoch: number;
  readonly run: string;
}

/** A person by their `cio_id`. */
export interface InboxQuery {
  readonly cioId: string;
}

/** A person's inbox, newest first. */
export interface InboxView {
  readonly messages: readonly MessageView[];
}

/** One translation of a template. */
export interface LanguageRow {
  readonly language: string;
  readonly file: string;
  readonly verdict: Verdict;
  readonly errors: number;
  readonly warnings: number;
  readonly cases: number;
  readonly failing: readonly CaseRef[];
}

/** The matrix of one template, or of every template with its translations behind it. */
export interface MatricesView {
  readonly matrices: readonly MatrixView[];
}

/** One case: the index of its outcome, and its milliseconds where it is `slow`, else 0. */
export interface MatrixCell {
  readonly profile: string;
  readonly data: string;
  readonly outcome: number;
  readonly slow: number;
}

/** What one or more cases of a template become, drawn once. */
export interface MatrixOutcome {
  readonly verdict: Verdict;
  readonly failure: string;
  readonly properties: Json;
}

/** The template whose cases are wanted, or every one of the project's. */
export interface MatrixQuery {
  readonly template?: string;
  readonly language?: string;
  readonly every?: boolean;
}

/** Every case of one template, in the order of profiles. */
export interface MatrixView {
  readonly template: string;
  readonly language: string;
  readonly outcomes: readonly MatrixOutcome[];
  readonly cells: readonly MatrixCell[];
}

/** A message with the keys of the web SDK's `InboxMessage`; dates are ISO 8601. */
export interface MessageView {
  readonly messageId: string;
  readonly sentAt: string;
  readonly expiresAt: string | null;
  readonly opened: boolean;
  readonly properties: Json;
  readonly type: string;
  readonly topics: readonly string[];
  readonly deliveryId?: string;
}

/** A message of another template in the same inbox. */
export interface NeighborView {
  readonly template: string;
  readonly properties: Json;
  readonly sentAt: string;
  readonly opened: boolean;
}

/**
 * A fixture to make of the case with its what-if values.
 *
 * `kind` says which; by default, those that were changed. `replace` allows a name that is
 * taken.
 */
export interface NewFixtureRequest {
  readonly case: CaseQuery;
  readonly name: string;
  readonly kind?: "changed" | "profile" | "data";
  readonly replace?: boolean;
}

export type Origin = "profile" | "data" | "snippets" | "objects" | "template" | "service";

/** All there is to know before a case is chosen. */
export interface Overview {
  readonly epoch: number;
  readonly templates: readonly TemplateRow[];
  readonly project: ProjectView;
}

/** A person as an entry of a list. */
export interface PersonView {
  readonly cioId: string;
  readonly label: string;
  readonly name: string;
}

/** A span of a file of the project. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** What there is to know of a project beside its templates. */
export interface ProjectView {
  readonly name: string;
  readonly now: string;
  readonly profiles: readonly FixtureEntry[];
  readonly problems: readonly FindingView[];
  readonly summary: Summary;
  readonly configuration: ConfigurationProblem | null;
  readonly capabilities: CapabilitiesView;
  readonly frames: FramesView;
}

/**
 * The rendered text around a place, which is between `before` and `after`.
 *
 * `offset` is of the place in the whole text. `before` and `after` are cut where they are
 * long.
 */
export interface RenderedExcerpt {
  readonly before: string;
  readonly after: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Some requests, and whether there are earlier ones. */
export interface RequestPage {
  readonly requests: readonly RequestRow[];
  readonly more: boolean;
}

/** A request by its number. */
export interface RequestQuery {
  readonly number: number;
}

/**
 * A request to the emulator's API; `number` grows with each, `status` is of its answer.
 *
 * A send has a template, a recipient and a delivery; `failure` says why it failed or was
 * refused. `fault` is the kind of fault that was injected.
 */
export interface RequestRow {
  readonly number: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly verdict: RequestVerdict;
  readonly template: string;
  readonly recipient: string;
  readonly deliveryId: string | null;
  readonly failure: string;
  readonly fault: string;
}

export type RequestVerdict =
  | "clean"
  | "findings"
  | "failed"
  | "queued"
  | "drafted"
  | "refused"
  | "answered";

/**
 * A request with its body and answer as text, and as code that makes it again.
 *
 * `can_resend` is false where its body was too large to be kept.
 */
export interface RequestView {
  readonly row: RequestRow;
  readonly query: string;
  readonly body: string;
  readonly answer: string;
  readonly snippets: readonly CodeSnippet[];
  readonly canResend: boolean;
  readonly delivery: DeliveryView | null;
}

/**
 * Which requests to list, newest first; `before` is the number where the page starts.
 *
 * `search` is looked for in path, template, recipient, failure and status.
 */
export interface RequestsQuery {
  readonly before?: number | null;
  readonly limit?: number;
  readonly search?: string;
  readonly verdict?: string;
  readonly person?: string;
}

/** What a request that was made again became. */
export interface Resent {
  readonly number: number;
  readonly status: number;
  readonly deliveryId: string | null;
}

/** A rule by its id. */
export interface RuleQuery {
  readonly rule: string;
}

/** What `inbox explain` says of a rule, as markdown. */
export interface RuleView {
  readonly rule: string;
  readonly summary: string;
  readonly severity: SeverityName;
  readonly text: string;
}

/** The first event of a connection; `run` differs between runs of the emulator. */
export interface SandboxHello {
  readonly run: string;
}

/**
 * What there is to know before a request is chosen.
 *
 * `trouble` says why the project cannot be read as it is now. `environment` holds the
 * variables that point a backend here. `can_act` is false where others can reach the page.
 */
export interface SandboxOverview {
  readonly project: string;
  readonly now: string;
  readonly url: string;
  readonly trouble: string | null;
  readonly kept: number;
  readonly requests: number;
  readonly people: readonly PersonView[];
  readonly faults: readonly FaultView[];
  readonly environment: Readonly<Record<string, string>>;
  readonly canAct: boolean;
  readonly frames: FramesView;
}

/** Something has changed: the newest request's number, and how many deliveries are kept. */
export interface SandboxUpdate {
  readonly newest: number;
  readonly kept: number;
}

/** A text to write over the one that `digest` names. */
export interface SaveFileRequest {
  readonly file: string;
  readonly text: string;
  readonly digest: string;
}

/** What-if values to write into the fixtures that the case is made of. */
export interface SaveRequest {
  readonly case: CaseQuery;
}

/** Files that were written; `undo` takes it back, the names choose what is new. */
export interface Saved {
  readonly files: readonly string[];
  readonly undo: string;
  readonly profile: string | null;
  readonly data: string | null;
}

/** A file that was written, the digest of its text now, and what takes it back. */
export interface SavedFile {
  readonly file: string;
  readonly digest: string;
  readonly undo: string;
}

/** A part of a line; `changed` where the other side's line differs. */
export interface Segment {
  readonly text: string;
  readonly changed: boolean;
}

/** Whether a test can be sent: to whom, else why not and what to copy to change that. */
export interface SendCapability {
  readonly ready: boolean;
  readonly why: string;
  readonly recipients: readonly string[];
  readonly snippet: string;
}

/** What a send would do: to whom, where, rendered as whom, and what speaks against it. */
export interface SendPlan {
  readonly recipient: string;
  readonly endpoint: string;
  readonly profile: string;
  readonly properties: Json;
  readonly refusal: string;
  readonly snippets: readonly CodeSnippet[];
}

/** A case to send as a test, and to whom. */
export interface SendRequest {
  readonly case: CaseQuery;
  readonly to: string;
}

export type SeverityName = "error" | "warning" | "info";

/**
 * What a page written by `preview --build` holds of its template.
 *
 * Cases are keyed by `profile`, `data` and `language` joined with line feeds, matrices by
 * language. The index of all pages has no `template` and no cases. `changed` counts the cases
 * of each template that deliver something else than at the revision `since`, empty for the last
 * commit; it means nothing unless `compared`.
 */
export interface StaticData {
  readonly overview: Overview;
  readonly template: string;
  readonly since: string;
  readonly pages: Readonly<Record<string, string>>;
  readonly cases: Readonly<Record<string, CaseView>>;
  readonly matrix: Readonly<Record<string, MatrixView>>;
  readonly diffs: Readonly<Record<string, DiffView>>;
  readonly documents: Readonly<Record<string, string>>;
  readonly changed: Readonly<Record<string, number>>;
  readonly compared: boolean;
}

/**
 * One step of a send; the last one is `end`, with the command's exit code.
 *
 * It has the delivery, and where that is a sandbox's, the address of its page.
 */
export interface StepView {
  readonly state: "done" | "failed" | "note" | "end";
  readonly text: string;
  readonly deliveryId: string | null;
  readonly exitCode: number | null;
  readonly deliveryPage: string | null;
}

/** Counts of the whole project. */
export interface Summary {
  readonly templates: number;
  readonly cases: number;
  readonly failing: number;
  readonly errors: number;
  readonly warnings: number;
}

/**
 * One template with its translations; counts and findings are of all of them.
 *
 * `title` is its human name, `group` its folder or first topic. `failing` holds every case,
 * of the base and then of the translations, that is not delivered or has an error.
 */
export interface TemplateRow {
  readonly name: string;
  readonly title: string;
  readonly group: string;
  readonly file: string;
  readonly type: string;
  readonly topics: readonly string[];
  readonly isVisual: boolean;
  readonly languages: readonly LanguageRow[];
  readonly verdict: Verdict;
  readonly errors: number;
  readonly warnings: number;
  readonly cases: number;
  readonly failing: readonly CaseRef[];
  readonly firstFailing: CaseRef | null;
  readonly data: readonly FixtureEntry[];
  readonly findings: readonly FindingView[];
}

/** A case rendered from a text of its template that is not saved. */
export interface TextQuery {
  readonly case: CaseQuery;
  readonly text: string;
}

/** Which part of the template printed the value at a JSON pointer of the payload. */
export interface TraceView {
  readonly pointer: string;
  readonly place: Place;
}

/** The token of what is to be taken back. */
export interface UndoRequest {
  readonly undo: string;
}

/** The files that are again what they were. */
export interface Undone {
  readonly files: readonly string[];
}

/**
 * What changed since the update before; `project` is null while only messages are drawn.
 *
 * `order` names every template, `templates` are the rows that changed, `views` the cases
 * that pages look at.
 */
export interface Update {
  readonly epoch: number;
  readonly order: readonly string[];
  readonly templates: readonly TemplateRow[];
  readonly project: ProjectView | null;
  readonly views: readonly CaseView[];
}

/** A variable of a case, whose value is wanted whole. */
export interface ValueQuery {
  readonly path: string;
  readonly template: string;
  readonly profile?: string;
  readonly data?: string;
  readonly language?: string;
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
}

export type ValueType =
  | "text"
  | "number"
  | "date"
  | "boolean"
  | "null"
  | "object"
  | "list"
  | "absent";

export type VariableGroup = "missing" | "data" | "profile" | "computed";

export type VariableState = "missing" | "blank" | "value" | "unset";

/**
 * A variable that a case read, once however often it was read.
 *
 * `value` is absent where there is none, and shortened where `is_shortened`. `edit_path` is
 * what to set or unset, null for what the fixtures do not hold.
 */
export interface VariableView {
  readonly path: string;
  readonly group: VariableGroup;
  readonly state: VariableState;
  readonly type: ValueType;
  readonly origin: Origin;
  readonly defaulted: boolean;
  readonly times: number;
  readonly places: readonly Place[];
  readonly editPath: string | null;
  readonly changed: "set" | "unset" | null;
  readonly isShortened: boolean;
  readonly value?: Json;
}

export type Verdict = "broken" | "error" | "warning" | "info" | "clean" | "waiting";

/** Whether a project can be seen in a view, else why not and the settings that are missing. */
export interface ViewSetup {
  readonly name: "visual" | "component";
  readonly ready: boolean;
  readonly why: string;
  readonly snippet: string;
}

/** What the visual inbox draws with. */
export interface VisualDefinitions {
  readonly templates: Json;
  readonly theme: Json;
}

/**
 * A value of a fixture, however large; absent where there is none.
 *
 * `text` is a string as it is, and any other value as JSON with all digits of its numbers.
 */
export interface WholeValue {
  readonly path: string;
  readonly isJson: boolean;
  readonly text?: string;
}

/** Every request of the preview's page. */
export interface PreviewApi {
  readonly "GET /api/overview": {
    readonly request: null;
    readonly response: Overview;
  };
  readonly "GET /api/case": {
    readonly request: CaseQuery;
    readonly response: CaseView;
  };
  readonly "POST /api/case": {
    readonly request: TextQuery;
    readonly response: CaseView;
  };
  readonly "GET /api/value": {
    readonly request: ValueQuery;
    readonly response: WholeValue;
  };
  readonly "POST /api/value": {
    readonly request: ValueQuery;
    readonly response: WholeValue;
  };
  readonly "GET /api/matrix": {
    readonly request: MatrixQuery;
    readonly response: MatricesView;
  };
  readonly "GET /api/diff": {
    readonly request: DiffQuery;
    readonly response: DiffView;
  };
  readonly "POST /api/diff": {
    readonly request: DiffQuery;
    readonly response: DiffView;
  };
  readonly "GET /api/rule": {
    readonly request: RuleQuery;
    readonly response: RuleView;
  };
  readonly "GET /api/file": {
    readonly request: FileQuery;
    readonly response: FileText;
  };
  readonly "POST /api/file": {
    readonly request: SaveFileRequest;
    readonly response: SavedFile;
  };
  readonly "POST /api/save": {
    readonly request: SaveRequest;
    readonly response: Saved;
  };
  readonly "POST /api/fixture": {
    readonly request: NewFixtureRequest;
    readonly response: FixtureAnswer;
  };
  readonly "POST /api/undo": {
    readonly request: UndoRequest;
    readonly response: Undone;
  };
  readonly "POST /api/fix": {
    readonly request: FixRequest;
    readonly response: Saved;
  };
  readonly "POST /api/edit": {
    readonly request: EditRequest;
    readonly response: EditAnswer;
  };
  readonly "POST /api/send/plan": {
    readonly request: SendRequest;
    readonly response: SendPlan;
  };
  readonly "POST /api/send": {
    readonly request: SendRequest;
    readonly response: AsyncIterable<StepView>;
  };
}

/** Every request of the emulator's page. */
export interface SandboxApi {
  readonly "GET /sandbox/overview": {
    readonly request: null;
    readonly response: SandboxOverview;
  };
  readonly "GET /sandbox/requests": {
    readonly request: RequestsQuery;
    readonly response: RequestPage;
  };
  readonly "GET /sandbox/requests/{number}": {
    readonly request: RequestQuery;
    readonly response: RequestView;
  };
  readonly "GET /sandbox/inbox/{cioId}": {
    readonly request: InboxQuery;
    readonly response: InboxView;
  };
  readonly "POST /sandbox/requests/clear": {
    readonly request: null;
    readonly response: Cleared;
  };
  readonly "POST /sandbox/requests/resend": {
    readonly request: RequestQuery;
    readonly response: Resent;
  };
  readonly "POST /sandbox/faults": {
    readonly request: FaultsRequest;
    readonly response: FaultsView;
  };
}

/** What the preview pushes, by the event's name. */
export interface PreviewEvents {
  readonly hello: Hello;
  readonly update: Update;
  readonly beat: number;
}

/** What the emulator pushes. */
export interface SandboxEvents {
  readonly hello: SandboxHello;
  readonly update: SandboxUpdate;
  readonly beat: number;
}
