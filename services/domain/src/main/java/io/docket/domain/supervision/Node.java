package io.docket.domain.supervision;

/// Where a delivery stands (domain.md §2.1).
public enum Node {
    AWAITING_ISSUE("待发放授权码", "Code to be issued"),
    AWAITING_REQUIREMENT("提交需求", "Requirement to be submitted"),
    AWAITING_CONFIRMATION("商家确认需求", "Requirement to be confirmed"),
    AWAITING_IDENTIFIER("用户提交识别码", "Identification code to be submitted"),
    AWAITING_DELIVERY("商家实施交付", "Delivery under way"),
    AWAITING_RECEIPT("用户领取授权码", "Code to be received"),
    AWAITING_ACTIVATION("授权码激活", "Code to be activated"),
    AWAITING_PROOF("上传交付文件证明", "Delivery proof to be uploaded"),
    AWAITING_REVIEW("华为云复核", "Platform review"),
    AWAITING_ACCEPTANCE("用户确认验收", "Acceptance by the buyer"),
    COMPLETED("已完成", "Completed"),
    REFUNDED("已退订", "Refunded");

    private final String labelZh;
    private final String labelEn;

    Node(String labelZh, String labelEn) {
        this.labelZh = labelZh;
        this.labelEn = labelEn;
    }

    public String labelZh() {
        return labelZh;
    }

    public String labelEn() {
        return labelEn;
    }

    public boolean isFinal() {
        return this == COMPLETED || this == REFUNDED;
    }
}
