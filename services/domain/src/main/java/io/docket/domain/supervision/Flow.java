package io.docket.domain.supervision;

/// The path that a supervision follows; fixed when it opens.
///
/// @param version the marketplace changes its flows for later orders only
/// @param review with the platform's review (empowerment order)
/// @param receipt with receipt by the buyer; without it issuing is receiving. Only authorization codes are received,
/// so the option is ignored on other goods: always true
public record Flow(GoodsType goodsType, int version, boolean review, boolean receipt) {
    /// The version that an order opened today gets.
    public static final int CURRENT_VERSION = 1;

    public Flow {
        receipt = receipt || goodsType != GoodsType.LICENSE_CODE;
    }
}
