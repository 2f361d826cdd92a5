"""What a person may see of a value by default (rights rules, section 1)."""


def mask_name(name: str) -> str:
    """张三丰 → 张**; one sign of a name is all that is shown."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def mask_id_number(number: str) -> str:
    """411102199001011234 → 411*************34"""
    return number[:3] + "*" * max(0, len(number) - 5) + number[-2:] if len(number) > 5 else "*" * len(number)


def mask_phone(phone: str) -> str:
    """13812345634 → 138******34"""
    return phone[:3] + "*" * max(0, len(phone) - 5) + phone[-2:] if len(phone) > 5 else "*" * len(phone)


MASK_SIGNS = "*＊×●"


def is_masked(text: str) -> bool:
    """A mask is never written back as a value."""
    return any(sign in text for sign in MASK_SIGNS)
