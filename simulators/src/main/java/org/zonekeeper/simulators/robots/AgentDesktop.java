package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A robot at its desktop: joins the robot's decisions with a real socket, a real clock and the
 * transcript. Safe on any thread; one lock, never held while waiting.
 */
final class AgentDesktop {
  private static final Logger LOG = LoggerFactory.getLogger(AgentDesktop.class);

  private final RobotIdentity me;
  private final AgentRobot robot;
  private final Transcript.Desk transcript;
  private final Shared shared;
  private final List<URI> gateways;
  private final ReentrantLock lock = new ReentrantLock();
  private DesktopSocket socket;
  private int losses;
  private ScheduledFuture<?> alarm;
  private long alarmAt = Long.MAX_VALUE;
  private Cable cable = Cable.PLUGGED_IN;

  private enum Cable {
    PLUGGED_IN,
    PULLED,
    STOPPED
  }

  /** What the desktops of a fleet share. */
  record Shared(
      HttpClient client,
      ScheduledExecutorService timer,
      InstantSource clock,
      DesktopTokens tokens) {}

  /**
   * @param gateways where to connect: the first one, and after a lost connection the next one,
   *     round and round
   */
  AgentDesktop(
      RobotIdentity me,
      RobotHabits habits,
      List<URI> gateways,
      Transcript transcript,
      Shared shared) {
    this.me = me;
    this.gateways = List.copyOf(gateways);
    this.transcript = transcript.ofAgent(me);
    this.shared = shared;
    this.robot =
        new AgentRobot(
            me,
            habits,
            new RobotActions() {
              @Override
              public void send(ObjectNode frame) {
                say(frame);
              }

              @Override
              public void connect() {
                openSocket();
              }
            });
  }

  RobotIdentity identity() {
    return me;
  }

  void start(long at) {
    step(now -> robot.start(at));
  }

  DesktopView view() {
    return ask(AgentRobot::view);
  }

  boolean connected() {
    return ask(AgentRobot::connected);
  }

  void behave(Function<RobotMisbehaviour, RobotMisbehaviour> change) {
    step(now -> robot.behave(change.apply(robot.conduct())));
  }

  /** The answer completes on the fleet's timer thread, never under the robot's lock. */
  CompletableFuture<GatewayAnswer> command(ObjectNode frame) {
    CompletableFuture<GatewayAnswer> answer = new CompletableFuture<>();
    step(
        now ->
            robot.command(
                frame,
                given -> answer.completeAsync(() -> given, shared.timer()),
                why ->
                    shared
                        .timer()
                        .execute(
                            () -> answer.completeExceptionally(new IllegalStateException(why)))));
    return answer;
  }

  /** F21: the desktop's network is gone until {@link #plugIn}. */
  void unplug() {
    step(
        now -> {
          cable = Cable.PULLED;
          cut(now);
        });
  }

  void plugIn() {
    step(
        now -> {
          cable = Cable.PLUGGED_IN;
          robot.start(now);
        });
  }

  void stop() {
    lock.lock();
    try {
      cable = Cable.STOPPED;
      if (alarm != null) {
        alarm.cancel(false);
      }
      if (socket != null) {
        transcript.close();
        socket.close();
        socket = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void cut(long now) {
    if (socket == null) {
      return;
    }
    DesktopSocket old = socket;
    socket = null;
    transcript.close();
    old.cut();
    losses++;
    robot.onLost(now);
  }

  private void openSocket() {
    if (cable != Cable.PLUGGED_IN) {
      return;
    }
    Line line = new Line();
    URI gateway = gateways.get(losses % gateways.size());
    DesktopSocket opening = new DesktopSocket(line);
    socket = opening;
    line.itself.complete(opening);
    opening.connect(shared.client(), gateway, shared.tokens().agent(me));
  }

  private void say(ObjectNode frame) {
    if (socket != null) {
      transcript.out(frame);
      socket.send(frame);
    }
  }

  /** What the socket tells; one that was replaced is not listened to any more. */
  private final class Line implements DesktopSocket.Events {
    private final CompletableFuture<DesktopSocket> itself = new CompletableFuture<>();

    @Override
    public void opened() {
      whenCurrent(now -> transcript.open());
    }

    @Override
    public void received(ObjectNode frame) {
      whenCurrent(
          now -> {
            transcript.in(frame);
            robot.onFrame(frame, now);
          });
    }

    @Override
    public void lost(String why) {
      whenCurrent(
          now -> {
            LOG.debug("connection lost agent={} why=\"{}\"", me.agent(), why);
            transcript.close();
            socket = null;
            losses++;
            robot.onLost(now);
          });
    }

    private void whenCurrent(Consumer<Long> action) {
      step(
          now -> {
            if (socket != null && itself.getNow(null) == socket) {
              action.accept(now);
            }
          });
    }
  }

  private <T> T ask(Function<AgentRobot, T> question) {
    lock.lock();
    try {
      return question.apply(robot);
    } finally {
      lock.unlock();
    }
  }

  private void step(Consumer<Long> action) {
    lock.lock();
    try {
      if (cable == Cable.STOPPED) {
        return;
      }
      long now = shared.clock().millis();
      action.accept(now);
      robot.advance(now);
      setAlarm(now);
    } finally {
      lock.unlock();
    }
  }

  private void setAlarm(long now) {
    long next = robot.nextDue().orElse(Long.MAX_VALUE);
    if (next == alarmAt) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    alarmAt = next;
    if (next != Long.MAX_VALUE) {
      alarm = shared.timer().schedule(this::alarmRings, next - now, TimeUnit.MILLISECONDS);
    }
  }

  private void alarmRings() {
    step(now -> alarmAt = Long.MAX_VALUE);
  }
}
