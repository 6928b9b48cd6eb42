package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What makes two commands with one id a repeat, and what a mismatch (architecture.md §3).
class DigestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':1,'b':{'c':2,'d':3}}   | {'b':{'d':3,'c':2},'a':1}",
                "{'a':1}                     | { 'a' : 1.0 }",
                "{'a':1}                     | {'a':10e-1}",
                "{'a':0}                     | {'a':-0.0}",
                "{'a':100}                   | {'a':1e2}",
                "{'a':1e400}                 | {'a':10e399}",
                "{'a':123456789012345678901} | {'a':123456789012345678901.0}",
                "{'a':'é'}                   | {'a':'\\u00e9'}",
                "{'codeHash':'h','codeSealed':'x','codeKeyId':'1','codeMasked':'m'} | {'codeHash':'h','codeSealed':'y','codeKeyId':'2','codeMasked':'n'}",
            })
    void the_same_content_has_the_same_digest(String one, String other) {
        assertThat(digest(one)).isEqualTo(digest(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':1}                | {'a':'1'}",
                "{'a':1}                | {'a':2}",
                "{'a':1}                | {'a':10}",
                "{'a':true}             | {'a':false}",
                "{'a':[1,2]}            | {'a':[2,1]}",
                "{'a':'x','b':'y'}      | {'a':'y','b':'x'}",
                "{'a':{'b':1}}          | {'a':{},'b':1}",
                "{'a':[[],1]}           | {'a':[[1]]}",
                "{'codeHash':'h'}       | {'codeHash':'i'}",
                "{'x':{'codeSealed':1}} | {'x':{'codeSealed':2}}",
                "{'a':''}               | {}",
                "{}                     | []",
            })
    void another_content_has_another_digest(String one, String other) {
        assertThat(digest(one)).isNotEqualTo(digest(other));
    }

    @Test
    void type_actor_and_seller_count_but_time_source_and_trace_do_not() {
        UUID digest = remind().command().digest();

        assertThat(Message.supervision("receive-code").command().digest()).isNotEqualTo(digest);
        assertThat(remind().with("actor", "buyer:B-2").command().digest()).isNotEqualTo(digest);
        assertThat(remind().with("seller", "S-2").command().digest()).isNotEqualTo(digest);
        assertThat(remind().with("id", "c-2")
                        .with("time", "2026-11-23T09:01:00Z")
                        .with("source", "/import")
                        .with("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                        .with("expectedversion", "3")
                        .command()
                        .digest())
                .isEqualTo(digest);
    }

    @Test
    void the_mode_does_not_count_and_absent_data_is_an_empty_object() {
        assertThat(remind().command(Mode.STRUCTURED).digest())
                .isEqualTo(remind().command(Mode.BINARY).digest())
                .isEqualTo(digest("{}"))
                .isEqualTo(digest("null"));
    }

    private static Message remind() {
        return Message.supervision("remind");
    }

    private static UUID digest(String data) {
        return remind().data(data).command().digest();
    }
}
