/** Feature levels: what may be asked of a zone while programs of an older version may own it. */
package org.zonekeeper.schemas.level;
