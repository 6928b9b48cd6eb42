package io.docket.gateway;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Hands out the contract of this HTTP interface as published in `schemas/`, with what it refers to beside it.
@RestController
final class OpenApiController {

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> openApi() {
        return published("openapi.yaml", MediaType.valueOf("application/yaml"));
    }

    @GetMapping("/common.json")
    ResponseEntity<Resource> common() {
        return published("common.json", MediaType.APPLICATION_JSON);
    }

    @GetMapping("/{aggregate:supervision|ticket|product}/{kind:commands|events}/{file:[a-z-]+\\.json}")
    ResponseEntity<Resource> message(
            @PathVariable String aggregate, @PathVariable String kind, @PathVariable String file) {
        return published(aggregate + "/" + kind + "/" + file, MediaType.APPLICATION_JSON);
    }

    private static ResponseEntity<Resource> published(String path, MediaType type) {
        Resource resource = new ClassPathResource("schemas/" + path);
        return resource.exists()
                ? ResponseEntity.ok().contentType(type).body(resource)
                : ResponseEntity.notFound().build();
    }
}
