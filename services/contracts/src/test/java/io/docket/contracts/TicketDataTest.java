package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Actor;
import io.docket.domain.Role;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketCommandType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The data of commands to tickets and to product authorisations.
class TicketDataTest {

    @Test
    void what_decides_is_typed() {
        assertThat(
                        ticket(
                                "open",
                                "{'productId':'P-1','category':'ACTIVATION','severity':'HIGH','text':'It fails.','title':'Help'}"))
                .isEqualTo(new TicketCommand.Open("P-1", "ACTIVATION", Severity.HIGH, "Help", null));
        assertThat(ticket("transfer", "{'to':'owner:S-1'}"))
                .isEqualTo(new TicketCommand.Transfer(Actor.of(Role.OWNER, "S-1")));
        assertThat(ticket("reassign", "{'to':'staff:S-7','cause':'c-9'}"))
                .isEqualTo(new TicketCommand.Reassign(Actor.of(Role.STAFF, "S-7"), "c-9"));
        assertThat(ticket("rate", "{'rating':5}")).isEqualTo(new TicketCommand.Rate(5));
        assertThat(ticket("accept", "{}")).isEqualTo(new TicketCommand.Plain(TicketCommandType.ACCEPT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "open      | {'productId':'P-1','category':'A','severity':'URGENT','text':'a'} | severity",
                "open      | {'productId':'P-1','category':'A','severity':'LOW','text':' '}    | text",
                "open      | {'productId':'P-1','category':'A','severity':'LOW','text':'a','title':1} | title",
                "open      | {'productId':'P-1','category':'A','severity':'LOW','text':'a','supervisionId':1} | supervisionId",
                "transfer  | {'to':'buyer:B-1'}                   | to",
                "transfer  | {'to':'S-7'}                         | to",
                "transfer  | {'to':'staff:'}                      | to",
                "transfer  | {'to':'staff:S-7','reason':{}}       | reason",
                "reassign  | {'to':'staff:S-7','cause':''}        | cause",
                "rate      | {'rating':0}                         | rating",
                "rate      | {'rating':6}                         | rating",
                "rate      | {'rating':'5'}                       | rating",
                "rate      | {'rating':4.5}                       | rating",
                "reply     | {'text':'a','attachments':[{}]}      | attachments[0].name",
                "note      | {'text':''}                          | text",
                "urge      | {'comment':7}                        | comment",
            })
    void a_wrong_field_is_named(String command, String data, String named) {
        assertThat(ticket(command, data))
                .isInstanceOfSatisfying(
                        TicketCommand.Malformed.class,
                        malformed -> assertThat(malformed.invalid().field()).isEqualTo(named));
    }

    @Test
    void a_field_named_code_is_nothing_special_on_a_ticket() {
        assertThat(Message.ticket("accept")
                        .data("{'code':'E-17'}")
                        .command()
                        .data()
                        .get("code")
                        .stringValue())
                .isEqualTo("E-17");
    }

    @Test
    void a_product_is_authorised_to_a_sub_account() {
        assertThat(product("authorise-product", "{'to':'staff:S-7'}"))
                .isEqualTo(new ProductCommand.Authorise(Actor.of(Role.STAFF, "S-7")));
        assertThat(product("revoke-product", "{}")).isEqualTo(new ProductCommand.Revoke());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'to':'owner:S-1'}", "{'to':7}", "{'to':'staff:'}", "{'to':'staff: '}"})
    void a_product_is_authorised_to_nobody_else(String data) {
        assertThat(product("authorise-product", data))
                .isInstanceOfSatisfying(
                        ProductCommand.Malformed.class,
                        malformed -> assertThat(malformed.invalid().field()).isEqualTo("to"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-1", "S-2/P-1", "S-1/", "S-1", "S-10/P-1"})
    void a_products_subject_begins_with_its_seller(String subject) {
        Object command = Message.product("revoke-product")
                .subject(subject)
                .command()
                .command()
                .data();

        assertThat(command)
                .isInstanceOfSatisfying(
                        ProductCommand.Malformed.class,
                        malformed -> assertThat(malformed.invalid().field()).isEqualTo("subject"));
    }

    private static Object ticket(String command, String data) {
        return Message.ticket(command).data(data).command().command().data();
    }

    private static Object product(String command, String data) {
        return Message.product(command).data(data).command().command().data();
    }
}
