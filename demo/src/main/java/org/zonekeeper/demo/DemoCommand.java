package org.zonekeeper.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zonekeeper.check.Verdict;
import org.zonekeeper.demo.Script.Owned;
import org.zonekeeper.harness.TemporaryDirectory;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper demo}: the whole main job, with the verdict of the checker at its end. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Start everything on this machine (a Kafka broker, a schema registry, three Agent Managers,",
      "gateway, forwarder, recorder, dialler platform, 48 agents' desktops), kill an Agent Manager",
      "in the middle of everything, and judge from outside, row by row, what came of it.",
      "Takes two to three minutes; with --watch as long as you like."
    },
    footer = {"", "Exit code 0 only if every row holds. "})
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of customers and agents (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the verdict to this file, as JSON.")
  private Path json;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--report",
      paramLabel = "FILE",
      description = "Also write a page with timelines of the run to this file, as HTML.")
  private Optional<Path> page;

  @Option(
      converter = OptionPath.DirectoryToWrite.class,
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where logs, data and evidence go and stay; must be empty or not exist (default: a"
              + " temporary one, kept only if a row fails).")
  private Path directory;

  @Option(
      names = "--secure",
      description =
          "Play it on a broker with TLS, SCRAM and an authorizer, each part logged on as a"
              + " principal of its own with the rights of 'acls print' and no others.")
  private boolean secure;

  @Option(
      names = "--watch",
      description =
          "At a pace that people can follow: prints where to open the supervisor's dashboard and"
              + " the agent's desktop, and as whom, and kills, freezes and hands over when told"
              + " to on standard input.")
  private boolean watch;

  @Option(
      names = "--keep",
      description = "Leave everything running at the end and print the addresses, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--sabotage",
      paramLabel = "HARM",
      split = ",",
      description = "Do harm, to see rows turn red: one or more of ${COMPLETION-CANDIDATES}.")
  private List<Sabotage> sabotages = List.of();

  @Override
  public Integer call() throws Exception {
    if (watch && !sabotages.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--sabotage is for the demo that plays by itself, not for --watch");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path home = home();
    AtomicBoolean stays = new AtomicBoolean(directory != null);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUp(home, stays), "tidy-up"));
    Timeline timeline = new Timeline(out);
    timeline.act("Starting; logs in " + home);
    // The parts that run in this process log to standard error: it would tear the timeline.
    PrintStream terminal = System.err;
    spec.root().commandLine().setErr(new PrintWriter(terminal, true, StandardCharsets.UTF_8));
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(home.resolve("demo.log")), true, StandardCharsets.UTF_8)) {
      System.setErr(log);
      boolean pass = play(plan(home), timeline, out);
      stays.compareAndSet(false, !pass);
      if (stays.get()) {
        out.println("logs and evidence: " + home);
        out.flush();
      }
      return pass ? 0 : 1;
    } catch (RuntimeException e) {
      stays.set(true);
      out.println("logs and evidence: " + home);
      out.flush();
      throw e;
    } finally {
      System.setErr(terminal);
    }
  }

  private DemoPlan plan(Path home) {
    return new DemoPlan(seed, home, secure, watch ? Pace.WATCHABLE : Pace.QUICK);
  }

  private boolean play(DemoPlan plan, Timeline timeline, PrintWriter out) throws Exception {
    Storyteller storyteller = new Storyteller(timeline);
    try (DemoStage stage = DemoStage.open(plan, line -> timeline.tell("", line), storyteller)) {
      Script script = new Script(stage, timeline);
      if (watch) {
        new WatchedDemo(script, new InputStreamReader(System.in, Charset.defaultCharset()), out)
            .play();
      } else {
        acts(script);
      }
      timeline.act("The verdict");
      Verdict verdict = new EvidenceRoom(stage).judge();
      Report report = new Report(verdict, seed);
      report.print(out);
      if (json != null) {
        report.write(json);
      }
      timeline.act("Asked afterwards");
      boolean answered =
          new Epilogue(stage, plan.auditorSettings(), out).play(page.map(Path::toAbsolutePath));
      if (keep) {
        stay(stage, out);
      }
      return verdict.pass() && answered;
    }
  }

  private void acts(Script script) throws IOException, InterruptedException {
    Opening opening = new Opening(script);
    opening.steadyCalling();
    Owned victim = script.biggestOwner();
    String quietZone =
        Script.allZones().stream()
            .filter(zone -> !victim.zones().contains(zone))
            .findFirst()
            .orElse(victim.zones().getFirst());
    opening.supervisorWorks(victim.zones().getFirst());
    opening.silentCall(quietZone);
    opening.cutOff(script.stage().journal().owner(quietZone).orElseThrow());
    Desktops desktops = new Desktops(script);
    desktops.killGateway();
    desktops.unplug(quietZone);
    new Killing(script, victim, sabotages).play();
    Closing closing = new Closing(script);
    closing.restart(victim);
    opening.awaitSilentCallClosed();
    closing.freezeAndThaw(script.biggestOwner());
    closing.stopInOrder(script.biggestOwner());
    desktops.zoneDownAndUp(quietZone, victim.zones().getFirst());
  }

  private void stay(DemoStage stage, PrintWriter out) throws InterruptedException {
    out.printf(
        "%nstill running, until Ctrl-C:%n  Kafka            %s%n  Schema registry  %s%n"
            + "  Gateway          %s%n  Zones            %s%n",
        stage.bootstrapServers(), stage.registryUrl(), stage.gatewayUrl(), DemoPlan.ZONES);
    out.flush();
    new CountDownLatch(1).await();
  }

  private Path home() throws IOException {
    if (directory == null) {
      return Files.createTempDirectory("zonekeeper-demo-");
    }
    if (Files.isDirectory(directory)) {
      try (var content = Files.list(directory)) {
        if (content.findAny().isPresent()) {
          throw new ParameterException(
              spec.commandLine(), "--dir: " + directory + " is not empty; give another one");
        }
      }
    }
    return Files.createDirectories(directory).toAbsolutePath();
  }

  private static void tidyUp(Path home, AtomicBoolean stays) {
    if (!stays.get()) {
      new TemporaryDirectory(home).run();
    }
  }
}
