package org.zonekeeper.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Node;

/** The published description of the desktop protocol against the gateway's table of messages. */
class DesktopAsyncApiTest {
  private static final Path HOME = Path.of(System.getProperty("zonekeeper.home"));
  private static final Path COMMITTED = HOME.resolve("docs/desktop-protocol.asyncapi.yaml");

  private DesktopAsyncApiDocument made;

  @BeforeEach
  void make() throws IOException {
    made = new DesktopAsyncApiDocument(HOME);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(COMMITTED, made.text());
    }
  }

  @Test
  void isTheOneThatTheTableMakes() throws IOException {
    assertThat(Files.readString(COMMITTED))
        .as(
            "docs/desktop-protocol.asyncapi.yaml is out of date; renew it with: %s",
            DesktopAsyncApiDocument.RENEW)
        .isEqualTo(made.text());
  }

  @Test
  void everyFieldOfTheTableHasASchema() {
    made.tree();

    assertThat(made.withoutSchema())
        .as("say in desktop-gateway/src/main/asyncapi/desktop.yaml what these hold")
        .isEmpty();
  }

  /** The parser also holds every example against its message's schema. */
  @Test
  void theParserOfTheStandardAcceptsIt() throws IOException, InterruptedException {
    Node.run("asyncapi.mjs", COMMITTED.toString())
        .isSuccessful("the AsyncAPI parser refuses docs/desktop-protocol.asyncapi.yaml");
  }
}
