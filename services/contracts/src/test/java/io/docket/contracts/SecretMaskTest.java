package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators see of a message that nobody could read never has the code in it, however it is written.
class SecretMaskTest {
    private static final String CODE = "SECRET-CODE-1234";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"code\":\"SECRET-CODE-1234\",\"text\":\"Help\"}}",
                "{\"data\":{\"a\":[{\"b\":{\"code\" : \"SECRET-CODE-1234\"}}],\"text\":\"Help\"}}",
                "{\"code\":[\"SECRET-CODE-1234\"],\"text\":\"Help\"}",
                "{\"code\":{\"is\":\"SECRET-CODE-1234\"},\"text\":\"Help\"}",
                "{\"c\\u006fde\":\"SECRET-CODE-1234\",\"text\":\"Help\"}",
                "{\"Code\":\"SECRET-CODE-1234\",\"text\":\"Help\"}",
                "{\"licenseKey\":\"SECRET-CODE-1234\",\"text\":\"Help\"}",
                "{\"licence\":\"SECRET-CODE-1234\",\"text\":\"Help\"}",
                "{\"text\":\"Help\",\"code\":\"a \\\" b SECRET-CODE-1234",
                "{\"text\":\"Help\",\"code\":\"SECRET-CODE-1234\\",
                "{\"text\":\"Help\",\"code\":SECRET-CODE-1234}",
                "{'code':'SECRET-CODE-1234','text':'Help'}",
                "{code:\"SECRET-CODE-1234\",text:\"Help\"}",
                "text=Help&code=SECRET-CODE-1234",
                "<order><code>SECRET-CODE-1234</code><text>Help</text></order>",
                "{\"text\":\"Help\",\"data\":\"{\\\"code\\\":\\\"SECRET-CODE-1234\\\"}\"}",
                "{\"text\":\"Help\",\"data\":\"{\\\"a\\\":\\\"{\\\\\\\"code\\\\\\\":\\\\\\\"SECRET-CODE-1234\\\\\\\"}\\\"}\"}"
            })
    void a_code_is_masked_and_the_rest_is_shown(String text) {
        String shown = SecretMask.shown(text.getBytes(StandardCharsets.UTF_8));

        assertThat(shown).contains("Help", SecretMask.MASKED).doesNotContain("SECRET");
    }

    @Test
    void a_number_that_is_a_code_is_masked() {
        assertThat(SecretMask.masked("{\"code\":12345678,\"text\":\"Help\"}"))
                .isEqualTo("{\"code\":\"••••••\",\"text\":\"Help\"}");
    }

    @Test
    void a_code_in_base64_is_masked() {
        String json = "{\"data\":{\"code\":\"%s\"}}".formatted(CODE);
        String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_16LE));

        assertThat(SecretMask.masked(encoded)).isEqualTo(SecretMask.MASKED);
        assertThat(SecretMask.masked("{\"text\":\"Help\",\"payload\":\"" + url + "\"}"))
                .contains("Help")
                .doesNotContain(url);
        assertThat(SecretMask.masked("{\"data_base64\":\"" + encoded.substring(1) + "\"}"))
                .doesNotContain(encoded.substring(1, 20));
    }

    @Test
    void another_encoding_is_not_shown_at_all() {
        byte[] utf16 = "{\"code\":\"%s\"}".formatted(CODE).getBytes(StandardCharsets.UTF_16);

        assertThat(SecretMask.shown(utf16))
                .isEqualTo("••••••  (%d bytes that are no text in UTF-8)"
                        .formatted(utf16.length)
                        .replace("  ", " "));
    }

    @Test
    void headers_are_masked_by_name_and_by_content() {
        assertThat(SecretMask.shown("Authorization", "Basic cGxhdGZvcm06ZGVtbw=="))
                .isEqualTo(SecretMask.MASKED);
        assertThat(SecretMask.shown("ce_code", CODE)).isEqualTo(SecretMask.MASKED);
        assertThat(SecretMask.shown("note", "{\"code\":\"%s\"}".formatted(CODE)))
                .doesNotContain("SECRET");
        assertThat(SecretMask.shown("ce_type", "io.docket.supervision.issue-code.v1"))
                .isEqualTo("io.docket.supervision.issue-code.v1");
    }

    @Test
    void what_bears_no_secret_is_shown_as_it_is() {
        String text = "{\"specversion\":\"1.0\",\"type\":\"io.docket.supervision.issue-code.v1\",\"subject\":\"A/1\","
                + "\"data\":{\"goodsType\":\"LICENSE_CODE\",\"skuCode\":\"K-1\",\"codeMasked\":\"PL••••••7F3A\","
                + "\"paidAmount\":\"12.00\",\"text\":\"broken \\\"quote\\\" and a:b\"}}";

        assertThat(SecretMask.masked(text)).isEqualTo(text);
    }
}
