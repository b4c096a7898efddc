package org.haetae.sanctions;

/// How a list is written (docs/formats/sanctions.md).
public enum ListFormat {
    UN_XML(ListKeeper.UN_SC),
    OFAC_SDN_XML(ListKeeper.OFAC),
    OFAC_ADVANCED_XML(ListKeeper.OFAC),
    OFAC_CSV(ListKeeper.OFAC),
    EU_XML(ListKeeper.EU),
    UK_XML(ListKeeper.UK),
    UK_CSV(ListKeeper.UK),
    /// The consolidated list of the Office of Financial Sanctions Implementation, kept until 2026.
    OFSI_CSV(ListKeeper.UK),
    FTM_JSON(ListKeeper.FTM);

    private final ListKeeper keeper;

    ListFormat(ListKeeper keeper) {
        this.keeper = keeper;
    }

    public ListKeeper keeper() {
        return keeper;
    }
}
