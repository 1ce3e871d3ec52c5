package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedOriginsTest {
  private final AllowedOrigins origins = new AllowedOrigins(Set.of("https://desk.example"));

  @Test
  void programsMay() {
    assertThat(origins.allows(Optional.empty(), "127.0.0.1:8090")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://desk.example, gateway.example, true",
    "http://127.0.0.1:8090, 127.0.0.1:8090, true",
    "http://localhost:8090, localhost:8090, true",
    "http://[::1]:8090, [::1]:8090, true",
    "http://127.0.0.1:9999, 127.0.0.1:8090, false",
    "http://evil.example:8090, evil.example:8090, false",
    "https://evil.example, gateway.example, false",
    "null, 127.0.0.1:8090, false",
    "not an origin, 127.0.0.1:8090, false"
  })
  void pagesMayThatAreNamedOrTheGatewaysOwn(String origin, String host, boolean allowed) {
    assertThat(origins.allows(Optional.of(origin), host)).isEqualTo(allowed);
  }
}
