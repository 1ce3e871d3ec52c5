package org.zonekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The table of rights in the document is what {@code acls print} says, made from the same rules.
 */
class SecuredKafkaDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/secured-kafka.md");
  private static final String TABLE = "| part | resource |";

  @Test
  void saysWhatTheRulesSay() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(TABLE);
    assertThat(begin).as("the table of rights").isPositive();
    int end = document.indexOf("\n\n", begin);
    String renewed = document.substring(0, begin) + table() + document.substring(end + 1);
    if (Boolean.getBoolean("golden.renew")) {
      Files.writeString(DOCUMENT, renewed);
    }
    assertThat(Files.readString(DOCUMENT)).as("renewed by -Dgolden.renew=true").isEqualTo(renewed);
  }

  private static String table() {
    StringWriter out = new StringWriter();
    int exitCode =
        Zonekeeper.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute("acls", "print", "--format", "MARKDOWN");
    assertThat(exitCode).isZero();
    return out.toString();
  }
}
