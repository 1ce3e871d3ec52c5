package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.LocalTokens;
import org.zonekeeper.harness.Until;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.SupervisorDesktop;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * The supervisor's console of a benchmark. It stays through every storm; if the gateway closes it,
 * that is counted, and it connects anew with the next command. Used by the benchmark's thread.
 */
final class BenchConsole implements AutoCloseable {
  private static final Duration ZONES_WITHIN = Duration.ofMinutes(2);
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);

  private final URI gateway;
  private final LocalTokens tokens;
  private final JsonLinesFile transcript;
  private final Set<String> available = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> lost = new TreeMap<>();
  private SupervisorDesktop desktop;

  /**
   * Connects.
   *
   * @param directory for its transcript
   */
  BenchConsole(InetSocketAddress gateway, DevelopmentIssuer issuer, Path directory)
      throws IOException, InterruptedException {
    this.gateway = URI.create("ws://127.0.0.1:" + gateway.getPort());
    this.tokens = new LocalTokens(issuer);
    this.transcript = JsonLinesFile.appendTo(directory.resolve("supervisor.jsonl"));
    this.desktop = connected();
  }

  private SupervisorDesktop connected() throws InterruptedException {
    return answer(
        "a greeting",
        SupervisorDesktop.connect(
            gateway,
            tokens,
            "bench",
            new Transcript(transcript, InstantSource.system()),
            this::noteZone));
  }

  /** On the console's threads. */
  private void noteZone(ObjectNode notice) {
    if (notice.path("type").asText().equals("SUPZoneStatus")
        && notice.path("available").booleanValue()) {
      available.add(notice.path("zone").asText());
    }
  }

  void awaitAvailable(List<String> zones) throws InterruptedException {
    ask(console -> console.subscribe(zones));
    Until.holds("every zone to be available", ZONES_WITHIN, () -> available.size() == zones.size());
  }

  /**
   * Takes a zone down.
   *
   * @param graceMillis after which its agents would be logged off
   * @throws StartFailure if that is refused, or not answered in time
   */
  void zoneDown(String zone, long graceMillis) throws InterruptedException {
    ask(console -> console.zoneDown(zone, Optional.empty(), graceMillis));
  }

  /**
   * Brings it up again.
   *
   * @throws StartFailure if that is refused, or not answered in time
   */
  void zoneUp(String zone) throws InterruptedException {
    ask(console -> console.zoneUp(zone));
  }

  /** How often it was closed by the gateway, by reason. */
  Map<String, Integer> lost() {
    return Map.copyOf(lost);
  }

  private void ask(Function<SupervisorDesktop, CompletableFuture<GatewayAnswer>> command)
      throws InterruptedException {
    CompletableFuture<GatewayAnswer> asked = command.apply(desktop);
    if (asked.isCompletedExceptionally()) {
      lost.merge(asked.exceptionNow().getMessage(), 1, Integer::sum);
      desktop.close();
      desktop = connected();
      asked = command.apply(desktop);
    }
    GatewayAnswer given = answer("an answer", asked);
    if (!given.accepted()) {
      throw new StartFailure(given.command() + " was refused: " + given.text());
    }
  }

  private static <T> T answer(String what, CompletableFuture<T> asked) throws InterruptedException {
    try {
      return asked.get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new StartFailure("the console got no answer: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new StartFailure(
          "the console waited %d s in vain for %s".formatted(ANSWER_WITHIN.toSeconds(), what));
    }
  }

  @Override
  public void close() throws IOException {
    desktop.close();
    transcript.close();
  }
}
