package org.zonekeeper.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zonekeeper.demo.Script.Owned;

/**
 * The demo for people who look at the pages meanwhile: they say what happens next, as often as they
 * like. Used by the demo's one thread.
 */
final class WatchedDemo {
  /** One for nearly each of a zone's twelve agents. */
  private static final int CALLS_BETWEEN_OUTAGES = 10;

  private final Script script;
  private final BufferedReader in;
  private final PrintWriter out;
  private final Closing closing;
  private final Desktops desktops;

  /** What can be asked for. */
  private enum Act {
    KILL("kill -9 of the zone's owner; it is started again when others have its zones"),
    FREEZE("SIGSTOP of the zone's owner until others have its zones, then SIGCONT"),
    HANDOVER("the zone's owner stops in order, and is started again"),
    GATEWAY("kill -9 of the gateway that serves half of the other desktops"),
    UNPLUG("one of the zone's other desktops loses its network, in a call"),
    DOWN("a supervisor sends the zone's agents to another zone, and opens it again"),
    QUIT("the verdict on everything that happened, and the end");

    private final String words;

    Act(String words) {
      this.words = words;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean hasZone() {
      return this != GATEWAY && this != QUIT;
    }

    static Optional<Act> called(String word) {
      return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
    }
  }

  /** What somebody wants, and where. */
  private record Wish(Act act, String zone) {}

  WatchedDemo(Script script, Reader in, PrintWriter out) {
    this.script = script;
    this.in = new BufferedReader(in);
    this.out = out;
    this.closing = new Closing(script);
    this.desktops = new Desktops(script);
  }

  /** Returns when whoever watches has seen enough, or the input ends. */
  void play() throws IOException, InterruptedException {
    new Opening(script).steadyCalling();
    tellPages();
    tellActs();
    for (Wish wish = next(); wish.act() != Act.QUIT; wish = next()) {
      play(wish);
    }
  }

  private void tellPages() {
    URI gateway = script.stage().gatewayUrl();
    String pages = "http://" + gateway.getAuthority();
    out.printf(
        """

        Open both, side by side; no account has a password:
          supervisor's dashboard  %1$s/dashboard/  log on as supervisor
          agent's desktop         %1$s/desktop/    log on as %2$s, and press Ready
        """,
        pages, "agent-" + home() + "-1");
  }

  private void tellActs() {
    out.printf("%nThen press Enter: the owner of %s dies. Or type what is to happen:%n", home());
    for (Act act : Act.values()) {
      out.printf("  %-16s %s%n", act.word() + (act.hasZone() ? " [ZONE]" : ""), act.words);
    }
    out.printf(
        "ZONE is one of %s; %s if none is given.%n", String.join(", ", Script.allZones()), home());
  }

  /** Where the person at the agent's desktop works. */
  private static String home() {
    return Script.allZones().getFirst();
  }

  private Wish next() throws IOException {
    while (true) {
      out.print(System.lineSeparator() + "> ");
      out.flush();
      String line = in.readLine();
      if (line == null) {
        return new Wish(Act.QUIT, home());
      }
      List<String> words =
          Arrays.stream(line.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
      Optional<Wish> wish = wish(words);
      if (wish.isPresent()) {
        return wish.get();
      }
      out.printf(
          "'%s' is none of: Enter, %s; zones are %s%n",
          line.strip(),
          Arrays.stream(Act.values()).map(Act::word).collect(Collectors.joining(", ")),
          String.join(", ", Script.allZones()));
    }
  }

  private static Optional<Wish> wish(List<String> words) {
    if (words.isEmpty()) {
      return Optional.of(new Wish(Act.KILL, home()));
    }
    Optional<Act> act = Act.called(words.getFirst().toLowerCase(Locale.ROOT));
    return switch (words.size()) {
      case 1 -> act.map(known -> new Wish(known, home()));
      case 2 ->
          act.filter(known -> known.hasZone() && Script.allZones().contains(words.getLast()))
              .map(known -> new Wish(known, words.getLast()));
      default -> Optional.empty();
    };
  }

  private void play(Wish wish) throws IOException, InterruptedException {
    String zone = wish.zone();
    switch (wish.act()) {
      case KILL -> kill(script.ownerOf(zone));
      case FREEZE -> closing.freezeAndThaw(script.ownerOf(zone));
      case HANDOVER -> {
        Owned leaving = script.ownerOf(zone);
        closing.stopInOrder(leaving);
        startAgain(leaving);
      }
      case GATEWAY -> killGateway();
      case UNPLUG -> desktops.unplug(zone);
      case DOWN -> desktops.zoneDownAndUp(zone, another(zone));
      case QUIT -> throw new IllegalArgumentException("the end is no act");
    }
    script.timeline().tell("", "all is well; what next?");
  }

  private void kill(Owned victim) throws IOException, InterruptedException {
    script
        .timeline()
        .act("kill -9 of %s, owner of %s".formatted(victim.agentManager(), victim.zones()));
    long at = script.stage().agentManagers().kill(victim.agentManager());
    script.timeline().tell(at, victim.agentManager(), "KILLED with SIGKILL");
    script.awaitTakenOver(victim);
    script.timeline().tell("", "every desktop of %s can work again".formatted(victim.zones()));
    startAgain(victim);
    // Not before everybody had something to do: F12 asks what agents did between two outages.
    script.steadyCalling(victim.zones(), CALLS_BETWEEN_OUTAGES);
  }

  private void startAgain(Owned gone) throws IOException, InterruptedException {
    script.timeline().act("%s is started again".formatted(gone.agentManager()));
    script.stage().agentManagers().start(List.of(gone.agentManager()));
    script.timeline().tell(gone.agentManager(), "ready; its zones return by a handover");
    script.awaitSettledOwners();
  }

  private void killGateway() throws IOException, InterruptedException {
    if (desktops.servedBy(DemoStage.SECOND_GATEWAY) == 0) {
      out.printf(
          "%s serves nobody any more: all went to the other one, which serves your page%n",
          DemoStage.SECOND_GATEWAY);
      return;
    }
    desktops.killGateway();
  }

  private static String another(String zone) {
    return Script.allZones().stream()
        .filter(other -> !other.equals(zone))
        .findFirst()
        .orElseThrow();
  }
}
