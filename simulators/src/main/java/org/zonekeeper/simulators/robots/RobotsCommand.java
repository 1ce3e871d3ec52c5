package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zonekeeper.schemas.limit.JsonFaults;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.OptionPath;
import org.zonekeeper.settings.SettingsOptions;
import org.zonekeeper.simulators.log.JsonLinesFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code run desktop-robots}: agents, and a supervisor who starts jobs, in the foreground until
 * SIGTERM. Exit codes: 0 stopped in good order, 1 could not start, 2 called wrongly.
 */
@Command(
    name = "desktop-robots",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run desktop robots in the foreground, until Ctrl-C or SIGTERM: agents who log on, take",
      "calls and wrap them up over the real desktop protocol."
    })
public final class RobotsCommand implements Callable<Integer> {
  private static final long ANSWER_SECONDS = 30;
  private static final long FLUSH_MS = 500;

  /** Far more than one process can play. */
  private static final int MOST_AGENTS = 100_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--gateway",
      required = true,
      split = ",",
      paramLabel = "URL",
      defaultValue = "${env:ZONEKEEPER_GATEWAY}",
      description =
          "A gateway, such as ws://localhost:8090; several with ',' (ZONEKEEPER_GATEWAY).")
  private List<URI> gateways = new ArrayList<>();

  @Option(
      names = "--zone",
      required = true,
      split = ",",
      paramLabel = "ZONE",
      defaultValue = "${env:ZONEKEEPER_ROBOT_ZONES}",
      description =
          "A zone in which agents work; may be repeated (ZONEKEEPER_ROBOT_ZONES, with ',').")
  private List<String> zones = new ArrayList<>();

  @Option(
      names = "--agents",
      defaultValue = "10",
      description = "Agents in each zone (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--start-job",
      paramLabel = "ZONE/JOB=SETTINGS",
      description =
          "A job for the supervisor to start, its settings as JSON, such as"
              + " north/loans-1='{\"campaign\":\"loans\"}'; may be repeated.")
  private Map<String, String> jobs = new LinkedHashMap<>();

  @Option(
      converter = OptionPath.LogFile.class,
      names = "--transcript",
      required = true,
      paramLabel = "FILE",
      defaultValue = "${env:ZONEKEEPER_TRANSCRIPT}",
      description = "Where every frame is written, JSON lines (ZONEKEEPER_TRANSCRIPT).")
  private Path transcript;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      defaultValue = "${env:ZONEKEEPER_ISSUER}",
      description =
          "The development issuer that robots get their tokens from; none for a gateway in insecure"
              + " development (ZONEKEEPER_ISSUER).")
  private Optional<URI> issuer = Optional.empty();

  @Mixin private final SettingsOptions options = new SettingsOptions(FleetPlan.CATALOGUE);

  private record JobToStart(String zone, String job, JsonNode settings) {}

  @Override
  public Integer call() throws InterruptedException {
    if (options.list(spec.commandLine().getOut())) {
      return 0;
    }
    FleetPlan plan = plan();
    List<JobToStart> toStart = jobsToStart();
    try (JsonLinesFile lines = JsonLinesFile.appendTo(transcript)) {
      return run(plan, toStart, new Transcript(lines, InstantSource.system()));
    } catch (IOException e) {
      return failed("transcript %s cannot be written: %s".formatted(transcript, e.getMessage()));
    } catch (ExecutionException e) {
      return failed(e.getCause().getMessage());
    } catch (TimeoutException e) {
      return failed("no answer from the gateway within " + ANSWER_SECONDS + " s");
    }
  }

  private int run(FleetPlan plan, List<JobToStart> toStart, Transcript transcripts)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (SupervisorDesktop supervisor =
            SupervisorDesktop.connect(
                    plan.gateways().getFirst(), plan.tokens(), "robot", transcripts, n -> {})
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        DesktopFleet fleet = DesktopFleet.start(plan, transcripts)) {
      for (JobToStart job : toStart) {
        tell(job, supervisor);
      }
      spec.commandLine().getOut().printf("desktop robots ready agents=%d%n", fleet.agents().size());
      spec.commandLine().getOut().flush();
      CountDownLatch stopped = new CountDownLatch(1);
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, main), "stop"));
      while (!stopped.await(FLUSH_MS, TimeUnit.MILLISECONDS)) {
        transcripts.flush();
      }
      return 0;
    }
  }

  private void tell(JobToStart job, SupervisorDesktop supervisor)
      throws InterruptedException, ExecutionException, TimeoutException {
    GatewayAnswer answer =
        supervisor
            .startJob(job.zone(), job.job(), job.settings())
            .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    spec.commandLine()
        .getOut()
        .printf(
            "job %s in %s: %s%n",
            job.job(),
            job.zone(),
            answer.accepted() ? "started" : answer.reason() + ", " + answer.text());
  }

  private FleetPlan plan() {
    if (agents < 1 || agents > MOST_AGENTS) {
      throw new InvalidSettingException(
          "--agents", Integer.toString(agents), "1 to %d in each zone".formatted(MOST_AGENTS));
    }
    return FleetPlan.of(options.read(), gateways, FleetPlan.staff(zones, agents))
        .withTokens(issuer.<DesktopTokens>map(IssuerTokens::new).orElse(DesktopTokens.NONE));
  }

  private List<JobToStart> jobsToStart() {
    ObjectMapper json = new ObjectMapper();
    List<JobToStart> toStart = new ArrayList<>();
    jobs.forEach(
        (place, settings) -> {
          String[] names = place.split("/", -1);
          if (names.length != 2) {
            throw new ParameterException(
                spec.commandLine(), "--start-job '" + place + "': write ZONE/JOB={...}");
          }
          try {
            toStart.add(new JobToStart(names[0], names[1], json.readTree(settings)));
          } catch (JsonProcessingException e) {
            throw new ParameterException(
                spec.commandLine(),
                "--start-job %s: its settings are no JSON: %s"
                    .formatted(place, JsonFaults.inWords(e)),
                e);
          }
        });
    return toStart;
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("desktop-robots: " + why);
    return 1;
  }

  /** Runs in the shutdown hook: lets the command close its desktops before the process ends. */
  private static void stop(CountDownLatch stopped, Thread main) {
    stopped.countDown();
    try {
      main.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
