package io.docket.gateway.read;

import io.docket.domain.AggregateType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Where things are over HTTP. An id is one segment: the `/` in it is percent-encoded.
public final class Paths {
    public static final String BASE = "/api/v1";

    private Paths() {}

    public static String of(AggregateType type) {
        return switch (type) {
            case SUPERVISION -> BASE + "/supervisions";
            case TICKET -> BASE + "/tickets";
            case PRODUCT -> BASE + "/products";
            case SELLER -> BASE + "/sellers";
        };
    }

    public static String of(AggregateType type, String id) {
        return of(type) + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
