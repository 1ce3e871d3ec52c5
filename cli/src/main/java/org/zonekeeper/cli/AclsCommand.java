package org.zonekeeper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.zonekeeper.acr.ForwarderSetting;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.schemas.access.AccessRule;
import org.zonekeeper.schemas.access.AccessRules;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.MissingCommandException;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper acls ...}: the least rights of each part on a Kafka cluster. */
@Command(
    name = "acls",
    mixinStandardHelpOptions = true,
    description = "The least rights that each part needs on a Kafka cluster of yours.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class AclsCommand implements Runnable {
  @Spec private CommandSpec spec;

  private AclsCommand() {}

  static CommandLine commandLine() {
    CommandLine acls = new CommandLine(new AclsCommand());
    acls.addSubcommand("print", new CommandLine(new Print()));
    acls.addSubcommand("apply", new CommandLine(new Apply()));
    acls.addSubcommand("check", new CommandLine(new Check()));
    return acls;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  /** Whose rights, under which names. */
  static final class Installation {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
        names = "--principal",
        paramLabel = "PART=PRINCIPAL",
        description = {
          "Kafka's principal of a part (default: User: and the part's name); several for several"
              + " parts. With it, only the parts named count unless --all is given."
        })
    private Map<String, String> principals = new LinkedHashMap<>();

    @Option(names = "--all", description = "All parts, those without --principal too.")
    private boolean all;

    @Option(
        names = "--application-id",
        paramLabel = "ID",
        description = "Consumer group of the Agent Managers (default: ${DEFAULT-VALUE}).")
    private String applicationId = AgentManagerSetting.APPLICATION_ID.standard();

    @Option(
        names = "--forwarder-group",
        paramLabel = "GROUP",
        description = "Consumer group of the forwarders (default: ${DEFAULT-VALUE}).")
    private String forwarderGroup = ForwarderSetting.GROUP.standard();

    @Option(
        names = "--platform-group",
        paramLabel = "GROUP",
        description = "Consumer group of the dialler platform (default: ${DEFAULT-VALUE}).")
    private String platformGroup = "platform-1";

    AccessRules rules() {
      requireName("--application-id", applicationId);
      requireName("--forwarder-group", forwarderGroup);
      requireName("--platform-group", platformGroup);
      AccessRules rules =
          AccessRules.of(new AccessRules.Names(applicationId, forwarderGroup, platformGroup));
      Set<String> unknown = new TreeSet<>(principals.keySet());
      unknown.removeAll(rules.parts());
      if (!unknown.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "--principal: no part is called %s; the parts are %s"
                .formatted(String.join(", ", unknown), String.join(", ", rules.parts())));
      }
      return all || principals.isEmpty() ? rules : rules.of(principals.keySet());
    }

    /** Without one, a right would be another one: a prefix that everything begins with. */
    private static void requireName(String option, String name) {
      if (!name.matches("[a-zA-Z0-9._-]{1,249}")) {
        throw new InvalidSettingException(
            option, name, "1 to 249 letters, digits, '.', '_' and '-'");
      }
    }

    String principal(String part) {
      return principals.getOrDefault(part, "User:" + part);
    }
  }

  /** How rights are shown. */
  enum Format {
    TABLE,
    MARKDOWN,
    COMMANDS,
    STRIMZI,
    JSON
  }

  /** {@code zonekeeper acls print}: asks no cluster. */
  @Command(
      name = "print",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Show them: for people or documents, as kafka-acls.sh commands, as Strimzi KafkaUsers.")
  static final class Print implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Installation installation;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "TABLE",
        description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws JsonProcessingException {
      PrintWriter out = spec.commandLine().getOut();
      AccessRules rules = installation.rules();
      switch (format) {
        case TABLE -> rules.all().forEach(rule -> out.println(row(rule)));
        case MARKDOWN -> {
          out.println("| part | resource | operations | because |");
          out.println("|---|---|---|---|");
          rules.all().forEach(rule -> out.println(markdown(rule)));
        }
        case COMMANDS -> rules.all().forEach(rule -> out.println(command(rule)));
        case STRIMZI -> rules.parts().forEach(part -> out.print(user(part, rules)));
        case JSON -> {
          List<Map<String, Object>> objects = rules.all().stream().map(this::json).toList();
          out.println(
              new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(objects));
        }
      }
      return spec.exitCodeOnSuccess();
    }

    private String row(AccessRule rule) {
      return "%-18s %-16s %-40s %-28s %s"
          .formatted(
              rule.part(),
              rule.resource().resourceType().toString().toLowerCase(Locale.ROOT),
              name(rule),
              String.join(", ", rule.operationNames()),
              rule.because());
    }

    private static String markdown(AccessRule rule) {
      return "| %s | %s `%s` | %s | %s |"
          .formatted(
              rule.part(),
              option(rule),
              name(rule),
              String.join(", ", rule.operationNames()),
              rule.because());
    }

    private Map<String, Object> json(AccessRule rule) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("part", rule.part());
      object.put("principal", installation.principal(rule.part()));
      object.put("resourceType", rule.resource().resourceType().name());
      object.put("name", rule.resource().name());
      object.put("patternType", rule.resource().patternType().name());
      object.put(
          "operations", rule.operations().stream().map(AclOperation::name).sorted().toList());
      object.put("because", rule.because());
      return object;
    }

    private String command(AccessRule rule) {
      StringBuilder command =
          new StringBuilder("kafka-acls.sh --bootstrap-server \"$BROKER\" --add")
              .append(" --allow-principal '%s'".formatted(installation.principal(rule.part())));
      rule.operationNames().forEach(name -> command.append(" --operation ").append(name));
      command.append(" --%s '%s'".formatted(option(rule), rule.resource().name()));
      if (rule.resource().patternType() == PatternType.PREFIXED) {
        command.append(" --resource-pattern-type prefixed");
      }
      return command.toString();
    }

    private static String option(AccessRule rule) {
      return rule.resource().resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String user(String part, AccessRules rules) {
      StringBuilder user =
          new StringBuilder(
              """
              ---
              apiVersion: kafka.strimzi.io/v1
              kind: KafkaUser
              metadata:
                name: %s
                labels:
                  strimzi.io/cluster: kafka
              spec:
                authentication:
                  type: scram-sha-512
                authorization:
                  type: simple
                  acls:
              """
                  .formatted(part));
      for (AccessRule rule : rules.of(Set.of(part)).all()) {
        user.append(
            """
                  # %s
                  - resource:
                      type: %s
                      name: %s
                      patternType: %s
                    operations: [%s]
            """
                .formatted(
                    rule.because(),
                    strimziType(rule),
                    rule.resource().name(),
                    rule.resource().patternType() == PatternType.PREFIXED ? "prefix" : "literal",
                    String.join(", ", rule.operationNames())));
      }
      return user.toString();
    }

    private static String strimziType(AccessRule rule) {
      return switch (rule.resource().resourceType()) {
        case TRANSACTIONAL_ID -> "transactionalId";
        case GROUP -> "group";
        case TOPIC -> "topic";
        default -> throw new IllegalArgumentException("Strimzi has no " + rule.resource());
      };
    }

    private static String name(AccessRule rule) {
      return rule.resource().name()
          + (rule.resource().patternType() == PatternType.PREFIXED ? "*" : "");
    }
  }

  /** Those of these commands that ask a cluster: what it has, against what it should have. */
  abstract static class OnCluster implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Installation installation;
    @Mixin private final SettingsOptions options = new SettingsOptions(KafkaConnection.CATALOGUE);

    @Override
    public final Integer call() throws InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      if (options.list(out)) {
        return 0;
      }
      Set<AclBinding> wanted = installation.rules().bindings(installation::principal);
      KafkaConnection kafka = KafkaConnection.of(options.read());
      try (Admin admin = kafka.admin(kafka.hastyClient("acls"))) {
        return compare(admin, wanted, present(admin, wanted), out);
      } catch (ExecutionException e) {
        throw new StartFailure(
            "The rights on %s cannot be seen or set: %s; it takes an authorizer and the right to"
                    .formatted(kafka.bootstrapServers(), e.getCause().getMessage())
                + " Describe and Alter on the cluster",
            e);
      } catch (KafkaException e) {
        throw new StartFailure(
            "The cluster at %s cannot be used: %s"
                .formatted(kafka.bootstrapServers(), e.getMessage()),
            e);
      }
    }

    /** Answers the exit code. */
    abstract int compare(
        Admin admin, Set<AclBinding> wanted, List<AclBinding> present, PrintWriter out)
        throws ExecutionException, InterruptedException;
  }

  /** {@code zonekeeper acls apply}: adds what is missing, takes nothing away. */
  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Add those that are missing; nothing is taken away. Safe to run again.")
  static final class Apply extends OnCluster {
    @Override
    int compare(Admin admin, Set<AclBinding> wanted, List<AclBinding> present, PrintWriter out)
        throws ExecutionException, InterruptedException {
      List<AclBinding> missing = without(present, wanted);
      admin.createAcls(missing).all().get();
      missing.forEach(each -> out.println("added " + words(each)));
      if (missing.isEmpty()) {
        out.println("nothing was missing");
      }
      return 0;
    }
  }

  /** {@code zonekeeper acls check}: changes nothing. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Compare a cluster's with these: what is missing, and what is too much.",
      footer = {"", "Exit codes: 0 just these; 1 some are missing or too much; 2 called wrongly."})
  static final class Check extends OnCluster {
    @Override
    int compare(Admin admin, Set<AclBinding> wanted, List<AclBinding> present, PrintWriter out) {
      List<AclBinding> missing = without(present, wanted);
      List<AclBinding> extra = without(wanted, present);
      missing.forEach(each -> out.println("missing  " + words(each)));
      extra.forEach(each -> out.println("too much " + words(each)));
      out.printf(
          "%d rights, %d missing, %d too much%n", wanted.size(), missing.size(), extra.size());
      return missing.isEmpty() && extra.isEmpty() ? 0 : 1;
    }
  }

  private static List<AclBinding> without(
      Collection<AclBinding> these, Collection<AclBinding> all) {
    return all.stream().filter(each -> !these.contains(each)).toList();
  }

  /** All rights that the cluster gives to the principals of these. */
  private static List<AclBinding> present(Admin admin, Set<AclBinding> wanted)
      throws ExecutionException, InterruptedException {
    List<AclBinding> present = new ArrayList<>();
    Set<String> principals = new TreeSet<>();
    wanted.forEach(binding -> principals.add(binding.entry().principal()));
    for (String principal : principals) {
      present.addAll(
          admin
              .describeAcls(
                  new AclBindingFilter(
                      ResourcePatternFilter.ANY,
                      new AccessControlEntryFilter(
                          principal, null, AclOperation.ANY, AclPermissionType.ANY)))
              .values()
              .get());
    }
    return present;
  }

  private static String words(AclBinding binding) {
    return "%s: %s %s %s%s from %s"
        .formatted(
            binding.entry().principal(),
            binding.entry().operation(),
            binding.pattern().resourceType(),
            binding.pattern().name(),
            binding.pattern().patternType() == PatternType.PREFIXED ? "*" : "",
            binding.entry().host());
  }
}
