package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.Term;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The data of commands to a supervision: what is read, and what is wrong with which field.
class SupervisionDataTest {
    private static final String ORDER = """
            'orderId':'CS-1','orderLineId':'CS-1-000001','buyerId':'B-1','productId':'P-1','goodsType':'LICENSE_CODE',
            'paidAmount':'99.90','currency':'CNY'""";

    @Test
    void an_order_with_what_is_mandatory_gets_the_defaults() {
        var open = opened("");

        assertThat(open.order().orderId()).isEqualTo("CS-1");
        assertThat(open.order().paidAmount()).isEqualTo(new BigDecimal("99.90"));
        assertThat(open.order().orderedAt()).isNull();
        assertThat(open.order().term()).isNull();
        assertThat(open.order().trial()).isFalse();
        assertThat(open.flow()).isEqualTo(new Flow(GoodsType.LICENSE_CODE, Flow.UNCHOSEN, false, true));
        assertThat(open.automatic()).isFalse();
        assertThat(open.code()).isNull();
    }

    @Test
    void an_order_with_every_option_is_read() {
        var open = opened("""
                ,'orderedAt':'2026-11-23T17:00:00.1234567+08:00','orderType':'NEW','productVersion':'v3','skuCode':'K',
                'quantity':5,'provisionType':3,'chargingMode':1,'flowVersion':'1','issuance':'AUTOMATIC',
                'receiptRequired':false,'reviewRequired':true,'trial':true,'periodType':'month','periodNumber':1200,
                'codeSealed':'c2VhbGVk','codeHash':'aGFzaA','codeKeyId':'7','codeMasked':'••••'""");

        assertThat(open.order().orderedAt()).isEqualTo(Instant.parse("2026-11-23T09:00:00.123456Z"));
        assertThat(open.order().term()).isEqualTo(new Term(Term.PeriodType.MONTH, 1200));
        assertThat(open.order().quantity()).isEqualTo(5);
        assertThat(open.order().trial()).isTrue();
        assertThat(open.flow()).isEqualTo(new Flow(GoodsType.LICENSE_CODE, 1, true, false));
        assertThat(open.automatic()).isTrue();
        assertThat(open.code()).isNotNull();
    }

    @Test
    void a_code_at_opening_counts_only_when_issued_automatically() {
        var open = opened(",'codeSealed':'c2VhbGVk','codeHash':'aGFzaA','codeKeyId':'7','codeMasked':'••••'");

        assertThat(open.code()).isNull();
    }

    @Test
    void a_field_given_as_null_counts_as_absent() {
        var open = opened(
                ",'quantity':null,'orderedAt':null,'issuance':null,'trial':null,'periodType':null,'periodNumber':null,"
                        + "'flowVersion':null,'productVersion':null");

        assertThat(open.order().quantity()).isNull();
        assertThat(open.order().term()).isNull();
        assertThat(open.flow().version()).isEqualTo(Flow.UNCHOSEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSE_KEY", "LICENSE_OFFLINE", "SERVICE", "SAAS", "HARDWARE", "IMAGE"})
    void the_options_of_authorization_codes_say_nothing_on_other_goods(String goodsType) {
        var open = (SupervisionCommand.Open)
                read(order("goodsType", "'" + goodsType + "'", ",'issuance':'AUTOMATIC','receiptRequired':false"));

        assertThat(open.automatic()).isFalse();
        assertThat(open.flow().receipt()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "orderId       | 'CS-2'             | orderId",
                "orderLineId   | 'CS-1-000002'      | orderLineId",
                "orderId       | 'CS/1'             | orderId",
                "orderLineId   | 'CS-1/000001'      | orderLineId",
                "orderId       | 1                  | orderId",
                "orderId       | null               | orderId",
                "buyerId       | ' '                | buyerId",
                "buyerId       | ''                 | buyerId",
                "productId     | []                 | productId",
                "goodsType     | 'SOFTWARE'         | goodsType",
                "goodsType     | 'license_code'     | goodsType",
                "goodsType     | 7                  | goodsType",
                "paidAmount    | 99.9               | paidAmount",
                "paidAmount    | '-0.01'            | paidAmount",
                "paidAmount    | '1e3'              | paidAmount",
                "paidAmount    | '1,00'             | paidAmount",
                "paidAmount    | '.5'               | paidAmount",
                "paidAmount    | '5.'               | paidAmount",
                "paidAmount    | '+5'               | paidAmount",
                "paidAmount    | '1.0000001'        | paidAmount",
                "paidAmount    | '12345678901234567890' | paidAmount",
                "currency      | 'RMB'              | currency",
                "currency      | 'cny'              | currency",
                "currency      | 156                | currency",
            })
    void a_wrong_field_of_an_order_is_named(String field, String value, String named) {
        assertMalformed(order(field, value, ""), "open", named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'orderedAt':'2026-11-23'              | orderedAt",
                "'orderedAt':1763888400                | orderedAt",
                "'orderType':7                         | orderType",
                "'quantity':'5'                        | quantity",
                "'quantity':1.5                        | quantity",
                "'quantity':2147483648                 | quantity",
                "'quantity':1e999999999                | quantity",
                "'provisionType':true                  | provisionType",
                "'chargingMode':[]                     | chargingMode",
                "'flowVersion':3                       | flowVersion",
                "'flowVersion':'01'                    | flowVersion",
                "'flowVersion':true                    | flowVersion",
                "'issuance':'LATER'                    | issuance",
                "'receiptRequired':'false'             | receiptRequired",
                "'reviewRequired':1                    | reviewRequired",
                "'trial':'no'                          | trial",
                "'periodType':'day','periodNumber':1   | periodType",
                "'periodType':'year'                   | periodNumber",
                "'periodNumber':1                      | periodType",
                "'periodType':'year','periodNumber':0  | periodNumber",
                "'periodType':'year','periodNumber':1201 | periodNumber",
            })
    void a_wrong_option_of_an_order_is_named(String option, String named) {
        assertMalformed("{" + ORDER + "," + option + "}", "open", named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSE_OFFLINE", "HARDWARE"})
    void a_review_of_goods_that_are_never_reviewed_is_wrong(String goodsType) {
        assertMalformed(order("goodsType", "'" + goodsType + "'", ",'reviewRequired':true"), "open", "reviewRequired");
        assertThat(read(order("goodsType", "'" + goodsType + "'", ",'reviewRequired':false")))
                .isInstanceOf(SupervisionCommand.Open.class);
    }

    @Test
    void integers_may_be_written_with_a_decimal_point() {
        assertThat(opened(",'quantity':2.0,'chargingMode':1e1").order().quantity())
                .isEqualTo(2);
    }

    @Test
    void texts_have_their_limit_in_characters_not_in_code_units() {
        String emoji = "\uD83D\uDE00";

        assertThat(reads("submit-requirement", "{'text':'%s'}".formatted(emoji.repeat(10_000))))
                .isInstanceOf(SupervisionCommand.Plain.class);
        assertMalformed("{'text':'%s'}".formatted(emoji.repeat(10_001)), "submit-requirement", "text");
        assertThat(read(order("buyerId", "'" + emoji.repeat(64) + "'", "")))
                .isInstanceOf(SupervisionCommand.Open.class);
        assertMalformed(order("buyerId", "'" + emoji.repeat(65) + "'", ""), "open", "buyerId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "submit-requirement | {'text':'a','attachments':{}}                     | attachments",
                "submit-requirement | {'text':'a','attachments':['f']}                  | attachments[0]",
                "submit-requirement | {'text':'a','attachments':[{'name':'f'},{}]}      | attachments[1].name",
                "submit-requirement | {'text':'a','attachments':[{'name':'f','sizeBytes':-1}]} | attachments[0].sizeBytes",
                "submit-requirement | {'text':'a','attachments':[{'name':'f','sizeBytes':'1'}]} | attachments[0].sizeBytes",
                "submit-requirement | {'text':'a','attachments':[{'name':'f','ref':1}]} | attachments[0].ref",
                "upload-proof       | {'documents':[{'name':'f','mediaType':1}]}        | documents[0].mediaType",
                "confirm-delivery   | {'courier':'SF'}                                  | courier",
                "confirm-delivery   | {'courier':{'number':'1'}}                        | courier.company",
                "confirm-delivery   | {'openedAt':'now'}                                | openedAt",
                "ship-return        | {'courier':{'company':'SF'}}                      | courier.number",
                "activate-code      | {'realEffectTime':'soon'}                         | realEffectTime",
                "report-usage       | {'entries':[]}                                    | entries",
                "report-usage       | {'entries':{}}                                    | entries",
                "report-usage       | {'entries':[1]}                                   | entries",
                "request-refund     | {'amount':12}                                     | amount",
                "request-refund     | {'amount':'12 CNY'}                               | amount",
                "request-refund     | {'amount':'1','currency':1}                       | currency",
                "request-refund     | {'amount':'1','reason':1}                         | reason",
                "renew-code         | {'scene':'GIFT','expiresAt':'2030-01-01T00:00:00Z'} | scene",
                "renew-code         | {'scene':'RENEWAL','expiresAt':'2030'}            | expiresAt",
                "resolve-appeal     | {'outcome':'OPEN'}                                | outcome",
                "open-appeal        | {'reason':'\t'}                                   | reason",
                "approve-refund     | {'comment':1}                                     | comment",
                "remind             | {'comment':[]}                                    | comment",
            })
    void a_wrong_field_is_named(String command, String data, String named) {
        assertMalformed(data.replace("\t", " "), command, named);
    }

    @Test
    void more_than_20_attachments_or_100_usage_entries_are_too_many() {
        String file = "{'name':'f'}";

        assertThat(reads("upload-proof", "{'documents':[%s]}".formatted(times(20, file))))
                .isInstanceOf(SupervisionCommand.Plain.class);
        assertMalformed("{'documents':[%s]}".formatted(times(21, file)), "upload-proof", "documents");
        assertThat(reads("report-usage", "{'entries':[%s]}".formatted(times(100, "{}"))))
                .isInstanceOf(SupervisionCommand.Report.class);
        assertMalformed("{'entries':[%s]}".formatted(times(101, "{}")), "report-usage", "entries");
    }

    @Test
    void a_negative_refund_is_for_the_decider_to_refuse() {
        assertThat(reads("request-refund", "{'amount':'-5.00','currency':'RMB'}"))
                .isEqualTo(new SupervisionCommand.RequestRefund(new BigDecimal("-5.00"), "RMB"));
    }

    @Test
    void what_decides_is_typed() {
        assertThat(reads("renew-code", "{'scene':'RENEWAL','expiresAt':'2030-01-01T08:00:00+08:00'}"))
                .isEqualTo(new SupervisionCommand.RenewCode(Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(reads("resolve-appeal", "{'outcome':'UPHELD_BUYER'}"))
                .isEqualTo(new SupervisionCommand.ResolveAppeal(SupervisionCommand.ResolveAppeal.Outcome.UPHELD_BUYER));
        assertThat(reads("activate-code", "{'realEffectTime':'2026-11-24T00:00:00Z'}"))
                .isEqualTo(new SupervisionCommand.ActivateCode(null, Instant.parse("2026-11-24T00:00:00Z")));
        assertThat(reads("receive-code", null))
                .isEqualTo(new SupervisionCommand.Plain(SupervisionCommandType.RECEIVE_CODE));
    }

    private static SupervisionCommand.Open opened(String more) {
        return (SupervisionCommand.Open) read("{" + ORDER + more + "}");
    }

    private static String order(String field, String value, String more) {
        String changed = ORDER.replaceFirst("'" + field + "':'[^']*'", "'" + field + "':" + value);
        return "{" + changed + more + "}";
    }

    private static SupervisionCommand read(String data) {
        return reads("open", data);
    }

    private static SupervisionCommand reads(String command, @Nullable String data) {
        return (SupervisionCommand)
                Message.supervision(command).data(data).command().command().data();
    }

    private static void assertMalformed(String data, String command, String field) {
        for (Mode mode : Mode.values()) {
            assertThat(Message.supervision(command)
                            .data(data)
                            .command(mode)
                            .command()
                            .data())
                    .isInstanceOfSatisfying(SupervisionCommand.Malformed.class, malformed -> {
                        assertThat(malformed.type().wire()).isEqualTo(command);
                        assertThat(malformed.invalid().field()).isEqualTo(field);
                    });
        }
    }

    private static String times(int count, String element) {
        return (element + ",").repeat(count).substring(0, (element.length() + 1) * count - 1);
    }
}
