package io.docket.domain.supervision;

/// What a flow's table is asked. Named after the command; where one command leads to two places, one trigger each.
public enum NodeTrigger {
    ISSUE_CODE,
    SUBMIT_REQUIREMENT,
    CONFIRM_REQUIREMENT,
    DECLINE_REQUIREMENT,
    SUBMIT_IDENTIFIER,
    CONFIRM_DELIVERY,
    RECEIVE_CODE,
    ACTIVATE_CODE,
    /// Activation when the proof was uploaded before it: AWAITING_PROOF is passed on the way.
    ACTIVATE_CODE_PROVEN,
    UPLOAD_PROOF,
    /// A proof ahead of its node: kept, the node stays.
    UPLOAD_PROOF_EARLY,
    PASS_REVIEW,
    FAIL_REVIEW,
    ACCEPT_DELIVERY,
    REJECT_DELIVERY,
    RECORD_COURIER_SIGNED,
    REMIND,
    SETTLE_REFUND,
    /// An appeal upheld for the seller, where that completes the delivery.
    UPHOLD_SELLER
}
