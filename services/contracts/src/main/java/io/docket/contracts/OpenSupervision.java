package io.docket.contracts;

import io.docket.domain.SealedCode;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Order;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.Term;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the data of a supervision's `open`: the order line and the options of its flow.
final class OpenSupervision {
    private static final Map<String, GoodsType> GOODS_TYPES = Choices.upperCase(GoodsType.values());
    private static final Map<String, Issuance> ISSUANCES = Choices.upperCase(Issuance.values());
    private static final Map<String, Term.PeriodType> PERIOD_TYPES = Choices.lowerCase(Term.PeriodType.values());
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private enum Issuance {
        AUTOMATIC,
        SELLER
    }

    private OpenSupervision() {}

    static SupervisionCommand read(Fields fields, String subject) {
        Order order = order(fields, subject);
        GoodsType goodsType = fields.choice("goodsType", GOODS_TYPES, GoodsType.LICENSE_CODE);
        int flowVersion = flowVersion(fields);
        boolean review = fields.flag("reviewRequired", false);
        if (review && goodsType.isSupervised() && !goodsType.isReviewable()) {
            fields.wrong("reviewRequired", "is true for goods that the platform never reviews");
        }
        boolean receipt = fields.flag("receiptRequired", true);
        boolean automatic = fields.optionalChoice("issuance", ISSUANCES) == Issuance.AUTOMATIC;
        SealedCode code = CodeFields.read(fields);
        // Both options exist for authorization codes only; on other goods they say nothing.
        boolean byCode = goodsType == GoodsType.LICENSE_CODE;
        Flow flow = new Flow(goodsType, flowVersion, review, !byCode || receipt);
        return new SupervisionCommand.Open(order, flow, byCode && automatic, byCode && automatic ? code : null);
    }

    private static Order order(Fields fields, String subject) {
        String orderId = partOfId(fields, "orderId");
        String orderLineId = partOfId(fields, "orderLineId");
        matchSubject(fields, subject, orderId, orderLineId);
        String buyerId = fields.id("buyerId");
        String productId = fields.id("productId");
        BigDecimal paidAmount = paidAmount(fields);
        String currency = fields.id("currency");
        if (!CURRENCIES.contains(currency)) {
            fields.wrong("currency", "is no ISO 4217 code");
        }
        return new Order(
                orderId,
                orderLineId,
                buyerId,
                productId,
                fields.optionalId("productVersion"),
                fields.optionalId("skuCode"),
                paidAmount,
                currency,
                fields.optionalTime("orderedAt"),
                fields.optionalId("orderType"),
                fields.optionalInt("quantity"),
                fields.optionalInt("provisionType"),
                fields.optionalInt("chargingMode"),
                term(fields),
                fields.flag("trial", false));
    }

    private static String partOfId(Fields fields, String name) {
        String id = fields.id(name);
        if (id.indexOf('/') >= 0) {
            fields.wrong(name, "has a slash");
        }
        return id;
    }

    private static void matchSubject(Fields fields, String subject, String orderId, String orderLineId) {
        int slash = subject.indexOf('/');
        String first = slash < 0 ? subject : subject.substring(0, slash);
        if (!first.equals(orderId)) {
            fields.wrong("orderId", "is not the subject's first part");
        } else if (slash < 0 || !subject.substring(slash + 1).equals(orderLineId)) {
            fields.wrong("orderLineId", "is not the subject's second part");
        }
    }

    private static BigDecimal paidAmount(Fields fields) {
        BigDecimal amount = fields.money("paidAmount");
        JsonNode node = fields.node("paidAmount");
        if (node != null && node.isString() && node.stringValue().startsWith("-")) {
            fields.wrong("paidAmount", "is negative");
        }
        return amount;
    }

    /// An integer, or as the marketplace writes it, a string of digits. Whether the goods have it is decided later.
    private static int flowVersion(Fields fields) {
        JsonNode node = fields.node("flowVersion");
        if (node == null) {
            return Flow.UNCHOSEN;
        }
        for (int version = Flow.FIRST_VERSION; version <= Flow.LATEST_VERSION; version++) {
            boolean meant = node.isString()
                    ? node.stringValue().equals(Integer.toString(version))
                    : Integer.valueOf(version).equals(fields.optionalInt("flowVersion"));
            if (meant) {
                return version;
            }
        }
        fields.wrong("flowVersion", "is unknown");
        return Flow.UNCHOSEN;
    }

    private static @Nullable Term term(Fields fields) {
        Term.PeriodType type = fields.optionalChoice("periodType", PERIOD_TYPES);
        boolean numbered = fields.node("periodNumber") != null;
        if (type == null && !numbered) {
            return null;
        }
        if (type == null) {
            fields.missing("periodType");
            return null;
        }
        return new Term(type, fields.integer("periodNumber", 1, Limits.PERIOD_NUMBER_MAX));
    }
}
