package io.docket.domain.supervision;

/// The path that a supervision follows; fixed when it opens.
///
/// @param version the marketplace changes its flows for later orders only
/// @param review with the platform's review (empowerment order)
/// @param receipt with receipt by the buyer; without it issuing is receiving. Only authorization codes are received,
/// so the option is ignored on other goods: always true
public record Flow(GoodsType goodsType, int version, boolean review, boolean receipt) {
    /// The order does not say which: it gets the one that is current when it opens.
    public static final int UNCHOSEN = 0;

    public static final int FIRST_VERSION = 1;

    /// The latest that any goods have.
    public static final int LATEST_VERSION = 2;

    public Flow {
        receipt = receipt || goodsType != GoodsType.LICENSE_CODE;
    }

    public Flow ofVersion(int chosen) {
        return new Flow(goodsType, chosen, review, receipt);
    }
}
