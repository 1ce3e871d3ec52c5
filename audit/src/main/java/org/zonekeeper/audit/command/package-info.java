/** The commands of {@code zonekeeper audit}. */
package org.zonekeeper.audit.command;
