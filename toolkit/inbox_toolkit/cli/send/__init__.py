"""What ``inbox send`` does, step by step: plan, guard, send, follow, explain.

Start with ``plan.py``; ``commands/send.py`` calls the steps in their order.
"""
