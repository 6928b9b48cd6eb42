package io.docket.gateway;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Hands out the contract of this HTTP interface, as published in `schemas/openapi.yaml`.
@RestController
final class OpenApiController {

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> openApi() {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("application/yaml"))
                .body(new ClassPathResource("schemas/openapi.yaml"));
    }
}
