package org.haetae.custody;

/// The code of an entry EXPORTED: what left. The numbers stand in docs/formats/custody.md and never
/// change their meaning.
enum Exported {
    /// Sealed bytes and proofs; whoever has them learns nothing of the content.
    KIT(1),
    /// The same with the key that opens them.
    KIT_WITH_KEY(2),
    /// Plain bytes, in a bag.
    BAG(3),
    /// A giver's receipt; the object is the accession.
    RECEIPT(4),
    /// What became of it, as PREMIS; the object is the item or the accession.
    PREMIS(5),
    /// Plain bytes of web archives, in a WACZ.
    WACZ(6),
    /// In a dossier: plain bytes, or what may be seen of them. The object is the item, and before
    /// it the dossier.
    DOSSIER(10),
    /// A dossier that is whole; the object is the dossier, and the content its list.
    DOSSIER_WHOLE(11);

    private final int code;

    Exported(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
