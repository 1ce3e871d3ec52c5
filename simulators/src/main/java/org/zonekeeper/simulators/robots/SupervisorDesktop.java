package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.zonekeeper.schemas.common.WorkDirection;

/**
 * A supervisor at a console: sends what the caller wants and gives back the answers. Used by the
 * demo, by tests and by {@link RobotsCommand}; safe on any thread, nothing blocks. A lost
 * connection is not made anew: what had no answer yet ends exceptionally, and so does whatever is
 * asked after.
 */
public final class SupervisorDesktop implements AutoCloseable {
  private final String name;
  private final Transcript.Desk transcript;
  private final Consumer<ObjectNode> notifications;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledThreadPoolExecutor timer;
  private final ReentrantLock lock = new ReentrantLock();
  private final UnansweredCommands pending = new UnansweredCommands("s");
  private final CompletableFuture<SupervisorDesktop> greeted = new CompletableFuture<>();
  private final AtomicReference<String> gone = new AtomicReference<>("");
  private final DesktopSocket socket;

  private SupervisorDesktop(
      URI gateway,
      CompletableFuture<Optional<String>> token,
      String name,
      Transcript transcript,
      Consumer<ObjectNode> notifications) {
    this.name = name;
    this.transcript = transcript.ofSupervisor(name);
    this.notifications = notifications;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("supervisor-" + name).factory());
    String query = "supervisor=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    this.socket = new DesktopSocket(new Line());
    socket.connect(client, gateway.resolve("/v1/supervisor?" + query), token);
  }

  /**
   * Connects.
   *
   * @param gateway base address, such as {@code ws://localhost:8090}
   * @param tokens whose token for a supervisor of that name it shows
   * @param notifications is given every notification, on the client's threads; must not block
   * @return the console, once the gateway has greeted it
   */
  public static CompletableFuture<SupervisorDesktop> connect(
      URI gateway,
      DesktopTokens tokens,
      String name,
      Transcript transcript,
      Consumer<ObjectNode> notifications) {
    return new SupervisorDesktop(gateway, tokens.supervisor(name), name, transcript, notifications)
        .greeted;
  }

  /**
   * Starts a job.
   *
   * @param settings as {@code JobSettings} of the contract; {@code campaign} is required
   */
  public CompletableFuture<GatewayAnswer> startJob(String zone, String job, JsonNode settings) {
    return command("SUPStartJob", zone, frame -> frame.put("job", job).set("settings", settings));
  }

  public CompletableFuture<GatewayAnswer> pauseJob(String zone, String job) {
    return command("SUPPauseJob", zone, frame -> frame.put("job", job));
  }

  public CompletableFuture<GatewayAnswer> resumeJob(String zone, String job) {
    return command("SUPResumeJob", zone, frame -> frame.put("job", job));
  }

  public CompletableFuture<GatewayAnswer> stopJob(String zone, String job) {
    return command("SUPStopJob", zone, frame -> frame.put("job", job));
  }

  /**
   * Changes a running job.
   *
   * @param changes the settings to change, such as {@code {"priority":8}}
   */
  public CompletableFuture<GatewayAnswer> changeJob(String zone, String job, JsonNode changes) {
    return command("SUPChangeJob", zone, frame -> frame.put("job", job).set("changes", changes));
  }

  public CompletableFuture<GatewayAnswer> moveAgent(String zone, String agent, String job) {
    return command("SUPMoveAgent", zone, frame -> frame.put("agent", agent).put("job", job));
  }

  public CompletableFuture<GatewayAnswer> releaseAgent(String zone, String agent) {
    return command("SUPReleaseAgent", zone, frame -> frame.put("agent", agent));
  }

  /** Sends an agent to inbound work, or has the agent back. */
  public CompletableFuture<GatewayAnswer> blendAgent(String zone, String agent, WorkDirection to) {
    return command("SUPBlendAgent", zone, frame -> frame.put("agent", agent).put("to", to.name()));
  }

  public CompletableFuture<GatewayAnswer> forceLogOff(String zone, String agent, String grounds) {
    return command(
        "SUPForceLogoff", zone, frame -> frame.put("agent", agent).put("grounds", grounds));
  }

  /**
   * Takes a zone down.
   *
   * @param failoverZone where its agents go; empty: nowhere, they are logged off
   */
  public CompletableFuture<GatewayAnswer> zoneDown(
      String zone, Optional<String> failoverZone, long graceMs) {
    return command(
        "SUPZoneDown",
        zone,
        frame -> {
          failoverZone.ifPresent(other -> frame.put("failoverZone", other));
          frame.put("graceMs", graceMs);
        });
  }

  public CompletableFuture<GatewayAnswer> zoneUp(String zone) {
    return command("SUPZoneUp", zone, frame -> {});
  }

  public CompletableFuture<GatewayAnswer> subscribe(List<String> zones) {
    return send(
        Frames.command(
            "SUPSubscribe",
            frame -> {
              var names = frame.putArray("zones");
              zones.forEach(names::add);
            }));
  }

  /** Any command, for trying wrong ones too. */
  public CompletableFuture<GatewayAnswer> command(
      String type, String zone, Consumer<ObjectNode> fields) {
    return send(Frames.command(type, frame -> fields.accept(frame.put("zone", zone))));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    transcript.close();
    socket.close();
    lose("the console was closed");
    client.shutdown();
  }

  private CompletableFuture<GatewayAnswer> send(ObjectNode frame) {
    CompletableFuture<GatewayAnswer> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (!gone.get().isEmpty()) {
        answer.completeExceptionally(new IllegalStateException(gone.get()));
        return answer;
      }
      pending.add(
          frame,
          given -> answer.completeAsync(() -> given, timer),
          why -> answer.completeExceptionally(lost(why)));
      transcript.out(frame);
      socket.send(frame);
    } finally {
      lock.unlock();
    }
    return answer;
  }

  private IllegalStateException lost(String why) {
    return new IllegalStateException("supervisor " + name + ": " + why);
  }

  private void lose(String why) {
    gone.compareAndSet("", "supervisor " + name + ": " + why);
    greeted.completeExceptionally(lost(why));
    lock.lock();
    try {
      pending.lose(why);
    } finally {
      lock.unlock();
    }
  }

  private final class Line implements DesktopSocket.Events {
    @Override
    public void opened() {
      transcript.open();
    }

    @Override
    public void received(ObjectNode frame) {
      transcript.in(frame);
      String type = frame.path("type").asText();
      if (type.equals("AgentSDKConnected")) {
        keepAlive(frame.path("aliveEveryMs").asLong(5000));
      } else if (type.equals("Error") || type.endsWith("RESP")) {
        answered(frame);
      } else {
        notifications.accept(frame);
      }
    }

    @Override
    public void lost(String why) {
      transcript.close();
      lose(why);
    }
  }

  private void answered(ObjectNode frame) {
    lock.lock();
    try {
      pending
          .take(frame)
          .ifPresent(
              command -> command.whenAnswered().accept(GatewayAnswer.of(command.type(), frame)));
    } finally {
      lock.unlock();
    }
  }

  private void keepAlive(long everyMs) {
    var unused =
        timer.scheduleAtFixedRate(
            () -> {
              ObjectNode alive = Frames.command("POMClientAlive");
              transcript.out(alive);
              socket.send(alive);
            },
            everyMs,
            everyMs,
            TimeUnit.MILLISECONDS);
    greeted.completeAsync(() -> this, timer);
  }
}
