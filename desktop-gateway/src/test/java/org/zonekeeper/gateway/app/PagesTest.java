package org.zonekeeper.gateway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zonekeeper.gateway.Node;
import org.zonekeeper.gateway.identity.PlayedIssuer;

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
    try (StagedGateway gateway = new StagedGateway(STAFF, "0")) {
      Node.play(
              "pages.mjs",
              line -> onLine(gateway, line),
              "http://127.0.0.1:" + gateway.port() + "/",
              screenshots().toString())
          .isSuccessful("the pages are wrong");
    }
  }

  /**
   * Log-on at an issuer with code and PKCE, wrong accounts, tokens that are renewed on the
   * connection, and some that cannot be: the session goes on after a new log-on.
   */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void peopleLogOnAtAnIssuer() throws IOException, InterruptedException {
    Node.requireBrowser();
    try (PlayedIssuer issuer = new PlayedIssuer();
        StagedGateway gateway =
            new StagedGateway(
                STAFF,
                "0",
                Map.of(
                    "identity.issuer", issuer.address(),
                    "identity.clock.skew.ms", "0",
                    // Longer than any log-on takes on a busy machine.
                    "resume.grace.ms", "60000"))) {
      Node.play(
              "log-on.mjs",
              line -> onLine(issuer, line),
              "http://127.0.0.1:" + gateway.port() + "/",
              issuer.address() + "/",
              screenshots().toString())
          .isSuccessful("the log-on is wrong");
    }
  }

  private static Path screenshots() throws IOException {
    return Files.createDirectories(
        Path.of(System.getProperty("zonekeeper.home"), "desktop-gateway/target/pages"));
  }

  private static void onLine(PlayedIssuer issuer, String line) {
    switch (line) {
      case "ISSUER short" -> issuer.lifetime(20);
      case "ISSUER long" -> issuer.lifetime(300);
      case "ISSUER final" -> issuer.renewing(false);
      case "ISSUER renews" -> issuer.renewing(true);
      default -> {
        // For people to read.
      }
    }
  }

  private static void onLine(StagedGateway gateway, String line) {
    String kill = "STAGE kill ";
    String takeOver = "STAGE takeover ";
    String alone = "STAGE alone ";
    String contact = "STAGE contact ";
    if (line.startsWith(kill)) {
      gateway.kill(line.substring(kill.length()));
    } else if (line.startsWith(takeOver)) {
      gateway.takeOver(line.substring(takeOver.length()));
    } else if (line.startsWith(alone)) {
      gateway.leaveAlone(line.substring(alone.length()));
    } else if (line.startsWith(contact)) {
      String[] place = line.substring(contact.length()).split(" ", 2);
      gateway.showContact(place[0], place[1]);
    }
  }
}
