package org.zonekeeper.schemas.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One right of one part of Zonekeeper on a Kafka cluster. Immutable.
 *
 * @param part which part of the system has it, {@code agent-manager} for instance
 * @param resource what it is about
 * @param operations what may be done; whoever may read, write or alter may describe as well
 * @param because why the part needs it
 */
public record AccessRule(
    String part, ResourcePattern resource, Set<AclOperation> operations, String because) {
  private static final String ANY_HOST = "*";
  private static final int COLUMNS = 5;

  public AccessRule {
    operations = Set.copyOf(operations);
  }

  /**
   * Reads one line of the rules.
   *
   * @param names what stands for the names in braces
   * @throws IllegalArgumentException if it is none
   */
  static AccessRule parse(String line, Map<String, String> names) {
    String[] columns = line.split("\\s*\\|\\s*", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("not %d columns: %s".formatted(COLUMNS, line));
    }
    return new AccessRule(
        columns[0], pattern(columns[1], columns[2], names), operations(columns[3]), columns[4]);
  }

  private static ResourcePattern pattern(String type, String template, Map<String, String> names) {
    String name = template;
    for (Map.Entry<String, String> known : names.entrySet()) {
      name = name.replace("{" + known.getKey() + "}", known.getValue());
    }
    if (name.contains("{")) {
      throw new IllegalArgumentException(
          "%s: only %s stand for something".formatted(name, names.keySet()));
    }
    boolean prefix = name.endsWith("*");
    return new ResourcePattern(
        ResourceType.fromString(type.replace('-', '_').toUpperCase(Locale.ROOT)),
        prefix ? name.substring(0, name.length() - 1) : name,
        prefix ? PatternType.PREFIXED : PatternType.LITERAL);
  }

  private static Set<AclOperation> operations(String words) {
    Set<AclOperation> operations = EnumSet.noneOf(AclOperation.class);
    for (String word : words.split(" ", -1)) {
      AclOperation operation = AclOperation.fromString(word.replace('-', '_'));
      if (operation.isUnknown()) {
        throw new IllegalArgumentException("no operation of Kafka: " + word);
      }
      operations.add(operation);
    }
    return operations;
  }

  /** As Kafka has it, for one principal, from any host. */
  public Stream<AclBinding> bindings(String principal) {
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
  }

  /** The operations as Kafka's tools call them, {@code AlterConfigs} for instance, in order. */
  public List<String> operationNames() {
    return operations.stream().sorted().map(AclOperations::nameOf).toList();
  }
}
