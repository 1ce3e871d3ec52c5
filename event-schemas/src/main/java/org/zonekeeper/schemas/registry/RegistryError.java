package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalInt;

/**
 * The body of a refusal. One with an {@code error_code} was written by a registry; one without came
 * from something else, such as a proxy or a wrong path, and proves nothing about what the registry
 * holds.
 */
record RegistryError(OptionalInt code, String message) {

  static RegistryError parse(String body, ObjectMapper json) {
    try {
      JsonNode node = json.readTree(body);
      if (node.path("error_code").canConvertToInt()) {
        return new RegistryError(
            OptionalInt.of(node.get("error_code").asInt()), node.path("message").asText());
      }
    } catch (JsonProcessingException e) {
      // Not a registry's error body: the plain text below is all that there is to tell.
      return new RegistryError(OptionalInt.empty(), RegistryHttp.excerpt(body));
    }
    return new RegistryError(OptionalInt.empty(), RegistryHttp.excerpt(body));
  }

  boolean isFromRegistry() {
    return code.isPresent();
  }

  String text() {
    return code.isPresent() ? "error " + code.getAsInt() + ": " + message : "'" + message + "'";
  }
}
