package io.docket.proof.history;

import tools.jackson.databind.JsonNode;

/// What the gateway said of a command's outcome.
public record Answer(int status, JsonNode body) {
    /// Of a refusal.
    public String code() {
        return body.path("code").asString("");
    }
}
