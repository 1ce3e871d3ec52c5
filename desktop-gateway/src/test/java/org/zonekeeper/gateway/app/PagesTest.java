package org.zonekeeper.gateway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zonekeeper.gateway.Node;

/**
 * The pages in a real browser at a real gateway: an agent's day and a supervisor's day with both
 * zones' owners dying, in both themes; no violation of WCAG 2.2 AA, nothing fetched from elsewhere,
 * no breach of the content security policy. Screenshots are left in {@code target/pages}.
 */
class PagesTest {
  private static final int STAFF = 40;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void anAgentsAndASupervisorsDay() throws IOException, InterruptedException {
    Node.requireBrowser();
    Path screenshots =
        Files.createDirectories(
            Path.of(System.getProperty("zonekeeper.home"), "desktop-gateway/target/pages"));
    try (StagedGateway gateway = new StagedGateway(STAFF, "0")) {
      Node.play(
              "pages.mjs",
              line -> onLine(gateway, line),
              "http://127.0.0.1:" + gateway.port() + "/",
              screenshots.toString())
          .isSuccessful("the pages are wrong");
    }
  }

  private static void onLine(StagedGateway gateway, String line) {
    String kill = "STAGE kill ";
    String takeOver = "STAGE takeover ";
    if (line.startsWith(kill)) {
      gateway.kill(line.substring(kill.length()));
    } else if (line.startsWith(takeOver)) {
      gateway.takeOver(line.substring(takeOver.length()));
    }
  }
}
