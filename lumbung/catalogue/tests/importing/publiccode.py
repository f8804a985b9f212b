"""A small valid publiccode.yml for tests of importing. The application is invented."""


def publiccode(name: str = "Contoh Antrean", *, url: str = "https://kode.example/antrean", **more):
    """`more` are whole top-level lines by key, or None to leave a key out."""
    parts = {
        "publiccodeYmlVersion": 'publiccodeYmlVersion: "0.7"',
        "name": f"name: {name}",
        "url": f"url: {url}",
        "platforms": "platforms: [web]",
        "categories": "categories: [it-management]",
        "developmentStatus": "developmentStatus: stable",
        "softwareType": "softwareType: standalone/web",
        "logo": "logo: gambar/logo.svg",
        "description": (
            "description:\n  id:\n    shortDescription: Antrean layanan contoh\n"
            f"    longDescription: {'Aplikasi contoh untuk mengatur antrean layanan. ' * 5}\n"
            "    features: [Nomor antrean]\n    screenshots: [gambar/layar.png]"
        ),
        "legal": "legal:\n  license: EUPL-1.2",
        "maintenance": (
            "maintenance:\n  type: internal\n  contacts:\n    - name: Dinas Kominfo Contoh"
        ),
        "localisation": ("localisation:\n  localisationReady: true\n  availableLanguages: [id]"),
    } | more
    return ("\n".join(part for part in parts.values() if part) + "\n").encode()


LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
    b'<script>alert(1)</script><rect width="10" height="10" fill="green"/></svg>'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
