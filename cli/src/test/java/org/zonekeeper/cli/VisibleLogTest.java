package org.zonekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The product's own log on a terminal: what others sent is shown, and steers nothing. */
class VisibleLogTest {
  private static final String HOSTILE =
      "\u001B[2J\u202E\r\n2026-11-30T00:00:00.000Z INFO  forged - all is well\u0007";

  @Test
  void aMessageStaysOnItsLine() throws Exception {
    String said = log(log -> log.warn("zone not known name={}", HOSTILE));
    assertThat(said.strip().lines()).hasSize(1);
    assertThat(said)
        .contains("zone not known name=\uFFFD[2J\uFFFD")
        .doesNotContain("\u001B", "\u0007");
  }

  @Test
  void theMessageOfAnExceptionSteersNothing() throws Exception {
    String said = log(log -> log.error("failed", new IllegalStateException("why " + HOSTILE)));
    assertThat(said)
        .contains(
            "IllegalStateException: why \uFFFD[2J", "    at org.zonekeeper.cli.VisibleLogTest")
        .doesNotContain("\u001B", "\u202E", "\u0007");
    assertThat(said.lines()).noneMatch(line -> line.startsWith("2026-11-30T00:00"));
  }

  private interface Says {
    void to(Logger log);
  }

  private static String log(Says words) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(Zonekeeper.class.getResource("/logback.xml"));
      assertThat(context.getStatusManager().getCopyOfStatusList())
          .as("what logback has to say of logback.xml")
          .noneMatch(status -> status.getEffectiveLevel() >= Status.ERROR);
      words.to(context.getLogger("org.zonekeeper.test"));
    } finally {
      context.stop();
      System.setErr(before);
    }
    return said.toString(UTF_8);
  }
}
