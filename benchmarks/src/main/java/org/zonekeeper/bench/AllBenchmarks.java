package org.zonekeeper.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The benchmarks that {@code bench all} runs: each one's name, and the command line that it is.
 * Immutable.
 *
 * @param directory where plots go
 */
record AllBenchmarks(Path directory) {
  /** A load that fits beside anything. */
  private static final List<String> SMALL =
      List.of("--zones", "4", "--agents", "40", "--calls-per-second", "4", "--break-in", "0");

  /**
   * Who carries one of them out, in the same way as the command that asks for it. Each anew: a
   * command line keeps what it parsed last.
   */
  static CommandLine commandLine(CommandLine asking) {
    return BenchCommand.commandLine()
        .setOut(asking.getOut())
        .setErr(asking.getErr())
        .setCaseInsensitiveEnumValuesAllowed(asking.isCaseInsensitiveEnumValuesAllowed())
        .setExecutionExceptionHandler(asking.getExecutionExceptionHandler());
  }

  /**
   * Each with its defaults.
   *
   * @param kills how many SIGKILLs
   */
  Map<String, List<String>> whole(int kills) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("failover", failover("--kills", Integer.toString(kills)));
    all.put("freeze", List.of("failover", "--how", "freeze", "--kills", "10"));
    all.put("cut", List.of("failover", "--how", "cut", "--kills", "10"));
    all.put("handover", List.of("handover"));
    all.put("latency", List.of("latency"));
    all.put("throughput", throughput());
    all.put("restore", List.of("restore"));
    all.put("pages", List.of("pages"));
    all.put("gateway", List.of("gateway"));
    all.put("jmh", List.of("jmh"));
    return all;
  }

  /** Each as small as it can be. */
  Map<String, List<String>> quick() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("failover", small(failover("--kills", "2", "--against-kills", "1")));
    all.put("freeze", small(List.of("failover", "--how", "freeze", "--kills", "1")));
    all.put("cut", small(List.of("failover", "--how", "cut", "--kills", "1")));
    all.put("handover", small(List.of("handover", "--rounds", "1")));
    all.put("latency", small(List.of("latency", "--seconds", "10", "--crowd-desktops", "8")));
    all.put("throughput", throughput("--agents", "100", "--most-agents", "200", "--seconds", "3"));
    all.put("restore", List.of("restore", "--agents", "10,200", "--kills", "1"));
    all.put("pages", small(List.of("pages", "--seconds", "10")));
    all.put("gateway", smallGateway());
    all.put("jmh", List.of("jmh", "--iterations", "1", "--seconds", "1"));
    return all;
  }

  private static List<String> smallGateway() {
    return List.of(
        "gateway", "--sessions", "100", "--tells", "5", "--slow-readers", "2", "--break-in", "0");
  }

  private List<String> failover(String... options) {
    return command(
        "failover", options, "--against", "tolerant,defaults", "--plot", plot("failover"));
  }

  private List<String> throughput(String... options) {
    return command("throughput", options, "--plot", plot("throughput"));
  }

  private static List<String> command(String name, String[] options, String... always) {
    return Stream.of(Stream.of(name), Stream.of(options), Stream.of(always))
        .flatMap(words -> words)
        .toList();
  }

  private static List<String> small(List<String> command) {
    return Stream.concat(command.stream(), SMALL.stream()).toList();
  }

  private String plot(String benchmark) {
    return directory.resolve(benchmark + ".svg").toString();
  }
}
