/** Nuisance rates as a regulator counts them, from the raw facts of every live-answered call. */
package org.zonekeeper.audit.compliance;
