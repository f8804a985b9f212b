"""A valid publiccode.yml for tests, with what a test wants changed."""


def publiccode_yml(
    name: str = "e-Office",
    url: str = "https://git.example.org/daerah/e-office",
    short: str = "Surat dan disposisi elektronik",
    **changes: str,
) -> bytes:
    """`changes` are further top-level keys, each with its YAML value on one line."""
    long = "Mencatat surat masuk dan keluar, mengirim disposisi, dan menyimpan arsip. " * 3
    keys = {
        "publiccodeYmlVersion": '"0.7"',
        "name": name,
        "url": url,
        "platforms": "[web]",
        "developmentStatus": "stable",
        "softwareType": "standalone/web",
        "description": (
            f"{{id: {{shortDescription: {short}, longDescription: '{long}',"
            " features: [Disposisi berjenjang]}}"
        ),
        "legal": "{license: AGPL-3.0-or-later}",
        "maintenance": "{type: community, contacts: [{name: Komunitas}]}",
        "localisation": "{localisationReady: true, availableLanguages: [id]}",
        **changes,
    }
    return "".join(f"{key}: {value}\n" for key, value in keys.items()).encode()
