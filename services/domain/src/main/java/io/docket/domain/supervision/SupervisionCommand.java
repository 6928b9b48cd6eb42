package io.docket.domain.supervision;

import io.docket.domain.Invalid;
import io.docket.domain.SealedCode;
import io.docket.domain.deadline.DeadlineKind;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The data of a command to a supervision: what decides, typed. What decides nothing (texts, documents) travels
/// beside it, as sent, into the event.
public sealed interface SupervisionCommand {
    SupervisionCommandType type();

    /// @param code the code to issue, where `automatic` and the order brings one
    record Open(
            Order order,
            Flow flow,
            boolean automatic,
            @Nullable SealedCode code) implements SupervisionCommand {
        Open onFlow(Flow chosen) {
            return new Open(order, chosen, automatic, code);
        }

        /// Whether opening issues a code at once; `automatic` is ignored on goods that have none.
        public boolean issues() {
            return automatic && flow.goodsType() == GoodsType.LICENSE_CODE;
        }

        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.OPEN;
        }
    }

    /// @param code the code given; null: one is generated
    record IssueCode(@Nullable SealedCode code) implements SupervisionCommand {
        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.ISSUE_CODE;
        }
    }

    /// @param openedAt actual opening time (服务实际开通时间), if the seller states it
    record ConfirmDelivery(@Nullable Instant openedAt) implements SupervisionCommand {
        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.CONFIRM_DELIVERY;
        }
    }

    /// @param code the code as the software knows it; null: the supervision's own
    /// @param realEffectTime when the term begins, if not at activation
    record ActivateCode(@Nullable SealedCode code, @Nullable Instant realEffectTime) implements SupervisionCommand {
        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.ACTIVATE_CODE;
        }
    }

    /// The daily query and the usage report: `REPORT_HEARTBEAT` or `REPORT_USAGE`.
    record Report(SupervisionCommandType type, @Nullable SealedCode code) implements SupervisionCommand {}

    /// @param currency null: the order's
    record RequestRefund(BigDecimal amount, @Nullable String currency) implements SupervisionCommand {
        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.REQUEST_REFUND;
        }
    }

    /// @param expiresAt the new end of term
    record RenewCode(Instant expiresAt) implements SupervisionCommand {
        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.RENEW_CODE;
        }
    }

    record ResolveAppeal(Outcome outcome) implements SupervisionCommand {
        /// How the platform decides an appeal.
        public enum Outcome {
            UPHELD_SELLER,
            UPHELD_BUYER,
            DISMISSED
        }

        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.RESOLVE_APPEAL;
        }
    }

    /// The clock says that a deadline is over.
    record DeadlineElapsed(DeadlineKind kind, Instant dueAt) implements SupervisionCommand {
        @Override
        public SupervisionCommandType type() {
            return SupervisionCommandType.DEADLINE_ELAPSED;
        }
    }

    /// Every other command: its data decides nothing.
    record Plain(SupervisionCommandType type) implements SupervisionCommand {}

    /// A known command whose data has a missing or wrong field.
    record Malformed(SupervisionCommandType type, Invalid invalid) implements SupervisionCommand {}
}
