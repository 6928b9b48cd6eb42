package io.docket.lifecycle.decide;

import static io.docket.domain.supervision.CodeState.ALIVE;
import static io.docket.domain.supervision.CodeState.EXPIRED;
import static io.docket.domain.supervision.CodeState.FROZEN;
import static io.docket.domain.supervision.CodeState.ISSUED;
import static io.docket.domain.supervision.CodeState.NONE;
import static io.docket.domain.supervision.CodeState.RECEIVED;
import static io.docket.domain.supervision.CodeState.RELEASED;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.AWAITING_RECEIPT;
import static io.docket.lifecycle.decide.SupervisionCalls.freezeCode;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.releaseCode;
import static io.docket.lifecycle.decide.SupervisionScenario.given;

import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.supervision.CodeState;

/// Supervisions by where their code stands.
final class CodeScenarios {
    private CodeScenarios() {}

    /// A supervision whose code is in the state; FROZEN and EXPIRED after activation.
    static SupervisionScenario withCode(CodeState state) {
        return switch (state) {
            case NONE -> given(opened());
            case ISSUED -> given(opened()).at(AWAITING_RECEIPT);
            case RECEIVED -> given(opened()).at(AWAITING_ACTIVATION);
            case ALIVE -> given(opened()).at(AWAITING_PROOF);
            case EXPIRED -> withCode(ALIVE).elapsed(DeadlineKind.CODE_EXPIRY);
            case FROZEN -> withCode(ALIVE).and(freezeCode());
            case RELEASED -> withCode(ALIVE).and(releaseCode());
        };
    }
}
