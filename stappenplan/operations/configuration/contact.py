"""How to reach the people who run this site, as the settings say."""


def contact_address(contact):
    """The contact as a URI: an e-mail address becomes mailto:, a bare host https:, a link stays."""
    if "://" in contact or contact.startswith(("mailto:", "tel:")):
        return contact
    return f"mailto:{contact}" if "@" in contact else f"https://{contact}"
