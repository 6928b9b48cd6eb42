package io.docket.gateway.problem;

import io.docket.domain.RefusalCode;
import org.springframework.http.HttpStatus;

/// Which status a refusal has over HTTP (architecture.md §6.5).
public final class RefusalStatus {
    private RefusalStatus() {}

    public static HttpStatus of(RefusalCode code) {
        return switch (code) {
            case NOT_PERMITTED, NOT_AUTHORISED_FOR_PRODUCT -> HttpStatus.FORBIDDEN;
            case UNKNOWN_SUPERVISION, UNKNOWN_TICKET, UNKNOWN_CODE -> HttpStatus.NOT_FOUND;
            case VERSION_CONFLICT -> HttpStatus.PRECONDITION_FAILED;
            // What is asked for is wrong in itself, whatever the state: another try with the same data is in vain.
            case INVALID, IDEMPOTENCY_MISMATCH, REFUND_AMOUNT_INVALID, EFFECT_BEFORE_ORDER, NOT_SUPERVISED ->
                HttpStatus.UNPROCESSABLE_CONTENT;
            case CODE_TAKEN,
                    CODE_RECEIVED,
                    NOT_REFUNDABLE,
                    INVOICE_REQUESTED,
                    NOT_RECEIVED,
                    NOT_ACTIVATED,
                    ALREADY_ACTIVATED,
                    ILLEGAL_CODE_STATE,
                    ALREADY_ACCEPTED,
                    TOO_SOON,
                    APPEAL_OPEN,
                    REFUND_PENDING,
                    WRONG_NODE,
                    WRONG_STATE -> HttpStatus.CONFLICT;
        };
    }
}
