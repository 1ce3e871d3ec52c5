package org.zonekeeper.schemas.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights of all parts on a Kafka cluster, read from one file: what is printed, applied, checked
 * and documented is made from it. Immutable.
 *
 * @param all in the order of the file
 */
public record AccessRules(List<AccessRule> all) {
  private static final String FILE = "/access/rules.txt";

  public AccessRules {
    all = List.copyOf(all);
  }

  /**
   * The names of an installation that are settings.
   *
   * @param applicationId of the Agent Managers, their consumer group
   * @param forwarderGroup consumer group of the forwarders
   * @param platformGroup consumer group of the dialler platform
   */
  public record Names(String applicationId, String forwarderGroup, String platformGroup) {
    private Map<String, String> byPlaceholder() {
      return Map.of(
          "application.id", applicationId,
          "forwarder.group", forwarderGroup,
          "platform.group", platformGroup);
    }
  }

  /** The rules with the names of an installation. */
  public static AccessRules of(Names names) {
    try (InputStream in = AccessRules.class.getResourceAsStream(FILE)) {
      return new AccessRules(
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> AccessRule.parse(line, names.byPlaceholder()))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a part may do with each topic of the contract that it uses, whatever an installation's
   * names are.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public static Map<String, Set<AclOperation>> onTopicsOf(String part) {
    AccessRules rules = of(new Names("-", "-", "-"));
    if (!rules.parts().contains(part)) {
      throw new IllegalArgumentException("no part '%s' among %s".formatted(part, rules.parts()));
    }
    Map<String, Set<AclOperation>> rights = new LinkedHashMap<>();
    rules.of(Set.of(part)).all().stream()
        .filter(rule -> rule.resource().resourceType() == ResourceType.TOPIC)
        .filter(rule -> rule.resource().patternType() == PatternType.LITERAL)
        .forEach(
            rule ->
                rights
                    .computeIfAbsent(
                        rule.resource().name(), name -> EnumSet.noneOf(AclOperation.class))
                    .addAll(rule.operations()));
    return rights;
  }

  /** The parts that have rights, in the order of the file. */
  public Set<String> parts() {
    return all.stream().map(AccessRule::part).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Those of some parts only. */
  public AccessRules of(Set<String> parts) {
    return new AccessRules(all.stream().filter(rule -> parts.contains(rule.part())).toList());
  }

  /**
   * As Kafka has them.
   *
   * @param principalOf names the principal of a part, {@code User:am} for instance
   */
  public Set<AclBinding> bindings(UnaryOperator<String> principalOf) {
    return all.stream()
        .flatMap(rule -> rule.bindings(principalOf.apply(rule.part())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
