package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.INVALID;
import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.VERSION_CONFLICT;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.lifecycle.decide.SupervisionScenario.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Invalid;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.product.ProductCommandType;
import io.docket.domain.product.ProductDecider;
import io.docket.domain.product.ProductEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Product authorisation (domain.md §3): at most one sub-account, given and taken by the owner.
class ProductTest {
    private static final String ID = "S-1/P-1";
    private static final ProductCommand REVOKE = new ProductCommand.Revoke();
    private static final ProductCommand MALFORMED =
            new ProductCommand.Malformed(ProductCommandType.AUTHORISE_PRODUCT, new Invalid("to", "is missing"));

    private static ProductCommand authorise(String to) {
        return new ProductCommand.Authorise(Actor.parse(to));
    }

    private static Command<ProductCommand> command(
            ProductCommand data, String actor, String seller, @Nullable Long expected) {
        return new Command<>("cmd", ID, Actor.parse(actor), seller, expected, data);
    }

    private static Command<ProductCommand> byOwner(ProductCommand data) {
        return command(data, "owner:S-1", "S-1", null);
    }

    private static ProductAuthorisation given(ProductCommand... commands) {
        ProductAuthorisation state = null;
        for (ProductCommand command : commands) {
            state = ProductDecider.apply(state, ID, "S-1", accepted(state, byOwner(command)));
        }
        return Objects.requireNonNull(state);
    }

    private static ProductEvent accepted(@Nullable ProductAuthorisation state, Command<ProductCommand> command) {
        if (ProductDecider.decide(state, command, START) instanceof Decision.Accepted<ProductEvent> accepted) {
            assertThat(accepted.events()).hasSize(1);
            return accepted.events().getFirst();
        }
        throw new AssertionError("Not accepted: " + command);
    }

    private static Decision.Refused<ProductEvent> refused(
            @Nullable ProductAuthorisation state, Command<ProductCommand> command, RefusalCode code) {
        if (ProductDecider.decide(state, command, START) instanceof Decision.Refused<ProductEvent> refused) {
            Refusal refusal = refused.refusal();
            assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
            assertThat(refusal.message()).matches("Expected .+, but .+");
            return refused;
        }
        throw new AssertionError("Not refused: " + command);
    }

    @Test
    void the_owner_authorises_a_product_to_a_sub_account() {
        ProductEvent event = accepted(null, byOwner(authorise("staff:S-7")));

        assertThat(event).isEqualTo(new ProductEvent(ProductEvent.Type.PRODUCT_AUTHORISED, START, "staff:S-7", null));
        assertThat(given(authorise("staff:S-7")))
                .isEqualTo(new ProductAuthorisation(ID, "S-1", "P-1", "staff:S-7", 1, START));
    }

    @Test
    void a_second_sub_account_replaces_the_first() {
        ProductEvent event = accepted(given(authorise("staff:S-7")), byOwner(authorise("staff:S-8")));

        assertThat(event.authorisedTo()).isEqualTo("staff:S-8");
        assertThat(event.previously()).isEqualTo("staff:S-7");
    }

    @Test
    void revoked_it_is_the_owners_alone_and_may_be_authorised_again() {
        ProductAuthorisation revoked = given(authorise("staff:S-7"), REVOKE);

        assertThat(revoked.authorisedTo()).isNull();
        assertThat(revoked.version()).isEqualTo(2);
        assertThat(accepted(revoked, byOwner(authorise("staff:S-7"))).previously())
                .isNull();
    }

    @Test
    void no_change_is_the_wrong_state() {
        refused(null, byOwner(REVOKE), WRONG_STATE);
        refused(given(authorise("staff:S-7"), REVOKE), byOwner(REVOKE), WRONG_STATE);
        refused(given(authorise("staff:S-7")), byOwner(authorise("staff:S-7")), WRONG_STATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff:S-7", "buyer:B-1", "platform:ops", "clock:x", "owner:S-2", "nobody"})
    void nobody_but_the_owner_authorises(String actor) {
        var refused = refused(given(authorise("staff:S-7")), command(REVOKE, actor, "S-1", 9L), NOT_PERMITTED);

        assertThat(refused.sequence()).isEqualTo(1);
        assertThat(refused.refusal().state()).isEqualTo("AUTHORISED");
    }

    @Test
    void another_seller_learns_nothing_of_the_product() {
        var state = given(authorise("staff:S-7"));

        for (var refused : List.of(
                refused(state, command(REVOKE, "owner:S-2", "S-2", null), NOT_PERMITTED),
                refused(state, command(REVOKE, "owner:S-1", "S-2", null), NOT_PERMITTED),
                refused(state, command(MALFORMED, "owner:S-2", "S-2", null), INVALID))) {
            assertThat(refused.sequence()).isZero();
            assertThat(refused.refusal().state()).isNull();
        }
    }

    @Test
    void refusals_come_in_the_order_of_precedence() {
        var state = given(authorise("staff:S-7"));

        assertThat(refused(state, command(MALFORMED, "nobody", "S-1", 9L), INVALID)
                        .refusal()
                        .field())
                .isEqualTo("to");
        refused(state, command(authorise("staff:S-7"), "staff:S-7", "S-1", 9L), NOT_PERMITTED);
        refused(state, command(authorise("staff:S-7"), "owner:S-1", "S-1", 9L), VERSION_CONFLICT);
        refused(state, command(authorise("staff:S-7"), "owner:S-1", "S-1", 1L), WRONG_STATE);
        refused(null, command(REVOKE, "owner:S-1", "S-1", 1L), VERSION_CONFLICT);
    }
}
