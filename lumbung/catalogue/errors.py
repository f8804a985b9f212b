"""What can go wrong when the catalogue is read or written."""

from lumbung.kit.errors import ConflictError, DocumentInvalid, LumbungError, gettext_noop


class RecipeInvalid(DocumentInvalid):
    """A recipe whose parts contradict one another."""

    code = "recipe-invalid"
    message = gettext_noop("The adoption recipe has %(count)s problems.")
    hint = gettext_noop("Mend the places named and save again; nothing was stored.")


class MoveNotAllowed(ConflictError):
    """A status or stage that cannot follow the present one."""

    code = "move-not-allowed"
    message = gettext_noop("From “%(present)s” there is no way to “%(wanted)s”.")
    hint = gettext_noop("Open the page again: the state may have changed meanwhile.")


class AgreementIncomplete(DocumentInvalid):
    code = "agreement-incomplete"
    message = gettext_noop("%(count)s things are missing before this stage.")
    hint = gettext_noop("Complete them and move the agreement again.")


class AgreementSettled(ConflictError):
    """What was signed is not rewritten."""

    code = "agreement-settled"
    message = gettext_noop("“%(agreement)s” is in force or closed and is not changed any more.")
    hint = gettext_noop("Agree an amendment and enter it as an agreement of its own.")


class DocumentRefused(LumbungError):
    code = "document-refused"
    message = gettext_noop("The file is no PDF, Word document without macros, JPEG or PNG.")
    hint = gettext_noop("Attach the agreement as one of these.")


class DocumentTooLarge(LumbungError):
    code = "document-too-large"
    message = gettext_noop("The file is larger than %(most)s MiB.")
    hint = gettext_noop("Scan it at a lower resolution, or split it.")


class DocumentDamaged(LumbungError):
    """The stored content no longer has the hash that was taken when it arrived."""

    code = "document-damaged"
    message = gettext_noop("“%(document)s” is not what was attached: its SHA-256 differs.")
    hint = gettext_noop("Tell the auditor, and restore the file from a backup.")


class AlreadyAdopted(ConflictError):
    code = "already-adopted"
    message = gettext_noop("%(agency)s has an adoption of “%(entry)s” that is not ended.")
    hint = gettext_noop("Open that adoption and go on with it.")


class NothingToAdopt(ConflictError):
    code = "nothing-to-adopt"
    message = gettext_noop("“%(offer)s” is not offered at present.")
    hint = gettext_noop("Ask the offering region, or choose another offer.")


class NotOursToChange(ConflictError):
    """A copy of what another region keeps."""

    code = "not-ours-to-change"
    message = gettext_noop("This is kept by %(region)s; only they change it.")
    hint = gettext_noop("Ask that region to correct it on its own node.")


class EntryOfAnotherOrigin(ConflictError):
    """A copy is changed by its origin alone."""

    code = "entry-of-another-origin"
    message = gettext_noop("“%(name)s” belongs to another node and is only copied here.")
    hint = gettext_noop("Ask its origin to change it, or enter software of your own beside it.")


class InvitationInvalid(ConflictError):
    """Whether it never was, is used or too old is not told to who merely guesses."""

    code = "invitation-invalid"
    message = gettext_noop("This invitation is not valid: used, too old, or for another region.")
    hint = gettext_noop("Ask the region that invites you for a new one.")


class InvitationUnreadable(LumbungError):
    code = "invitation-unreadable"
    message = gettext_noop("This is no invitation to exchange the catalogue.")
    hint = gettext_noop("Paste the whole line that the other region sent, from https to its end.")


class PeerIsOurselves(ConflictError):
    code = "peer-is-ourselves"
    message = gettext_noop("That node has our own region's code.")
    hint = gettext_noop("Give each node the code of its region (LUMBUNG_REGION).")


class PeerKnownOtherwise(ConflictError):
    """A known name with another key: perhaps somebody else."""

    code = "peer-known-otherwise"
    message = gettext_noop("“%(name)s” is known here with another key.")
    hint = gettext_noop("Ask that region. If its key was lost, remove it here and invite it anew.")


class ReferenceMissing(LumbungError):
    """An item about something that is not known here, or not yet."""

    code = "reference-missing"
    message = gettext_noop("What it is about (%(kind)s %(key)s) is not known here yet.")
    hint = gettext_noop("It is tried again after each reading.")


class NothingSaid(LumbungError):
    code = "nothing-said"
    message = gettext_noop("Neither words nor figures were given.")
    hint = gettext_noop("Write a few words, or give the effort, the cost or the mark.")


class AlreadyFlagged(ConflictError):
    code = "already-flagged"
    message = gettext_noop("You have pointed this out; the moderators have not decided yet.")
    hint = gettext_noop("Wait for their decision.")


class ForeignRegion(LumbungError):
    code = "foreign-region"
    message = gettext_noop("%(origin)s speaks in the name of %(region)s.")
    hint = gettext_noop("A node speaks for its own region only; nothing was kept.")


class SourceAddressUnfit(LumbungError):
    """The address of a source is one that is never fetched; says why in the fetcher's words."""

    code = "source-address-unfit"

    def __init__(self, refused: LumbungError) -> None:
        self.message, self.hint = refused.message, refused.hint
        super().__init__(**refused.facts)


class AddressSubscribed(ConflictError):
    code = "address-subscribed"
    message = gettext_noop("%(url)s is subscribed to this already.")
    hint = gettext_noop("Change the subscription that there is.")


class AddressTaken(ConflictError):
    code = "address-taken"
    message = gettext_noop("%(url)s is known already, as the address of another entry.")
    hint = gettext_noop("Change the entry that there is.")


class IdentifierTaken(ConflictError):
    code = "identifier-taken"
    message = gettext_noop("The identifier %(identifier)s is taken.")
    hint = gettext_noop("Choose another, or change what has it.")


class CopyOfANode(ConflictError):
    """What another node signs is changed there."""

    code = "copy-of-a-node"
    message = gettext_noop("This comes signed from %(name)s; only its origin changes it.")
    hint = gettext_noop("Ask the region it comes from.")


class EntriesNotAlike(ConflictError):
    code = "entries-not-alike"
    message = gettext_noop("“%(name)s” cannot be merged with that entry.")
    hint = gettext_noop("Choose another entry of the same kind: software, or infrastructure.")
