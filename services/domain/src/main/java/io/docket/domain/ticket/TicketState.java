package io.docket.domain.ticket;

/// Where a ticket stands; codes and names as in the public ticket API (domain.md §3).
public enum TicketState {
    SUBMITTED(0, "待受理", "To be accepted"),
    PROCESSING(1, "处理中", "In progress"),
    AWAITING_CONFIRMATION(2, "待确认结果", "To be confirmed"),
    COMPLETED(3, "已完成", "Completed"),
    CANCELLED(4, "已撤销", "Cancelled"),
    PAUSED(5, "暂停", "Paused"),
    INVALID(12, "无效", "Invalid"),
    DELETED(13, "已删除", "Deleted"),
    AWAITING_FEEDBACK(17, "待反馈", "Waiting for the customer");

    private final int code;
    private final String labelZh;
    private final String labelEn;

    TicketState(int code, String labelZh, String labelEn) {
        this.code = code;
        this.labelZh = labelZh;
        this.labelEn = labelEn;
    }

    /// The wire code.
    public int code() {
        return code;
    }

    public String labelZh() {
        return labelZh;
    }

    public String labelEn() {
        return labelEn;
    }

    public boolean isOpen() {
        return switch (this) {
            case SUBMITTED, PROCESSING, AWAITING_CONFIRMATION, PAUSED, AWAITING_FEEDBACK -> true;
            case COMPLETED, CANCELLED, INVALID, DELETED -> false;
        };
    }
}
