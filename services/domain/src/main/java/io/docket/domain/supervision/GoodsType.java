package io.docket.domain.supervision;

/// What kind of goods an order line sells; it chooses the flow (domain.md §2.2).
public enum GoodsType {
    LICENSE_CODE(true, true),
    LICENSE_KEY(true, true),
    LICENSE_OFFLINE(true, false),
    SERVICE(true, true),
    SAAS(true, true),
    HARDWARE(true, false),
    IMAGE(false, false),
    API(false, false),
    CONTAINER(false, false),
    ASSET(false, false);

    private final boolean supervised;
    private final boolean reviewable;

    GoodsType(boolean supervised, boolean reviewable) {
        this.supervised = supervised;
        this.reviewable = reviewable;
    }

    public boolean isSupervised() {
        return supervised;
    }

    /// Whether an empowerment order (赋能云) adds the platform's review to its flow.
    public boolean isReviewable() {
        return reviewable;
    }
}
