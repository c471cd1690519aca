import { sql, type RawBuilder } from "kysely";
import { standing } from "./statements.ts";

/**
 * A duty counts where no later decision on the same question replaced its own, and nothing closed it since. Later is what stands further on in the log,
 * except that a decision which was imported is as old as it was where it came from. Where somebody says that it is met and
 * somebody that it is not, nobody has said that it is.
 */
export const isOpen: RawBuilder<boolean> = sql<boolean>`NOT EXISTS (
    SELECT 1 FROM record AS later WHERE later.kind = 'decision' AND later.subject = record.subject
      AND later.use IS record.use AND later.market IS record.market AND CASE
        WHEN later.position > record.position THEN later.happened IS NULL
          OR julianday(later.happened) >= julianday(COALESCE(record.happened, record.recorded))
        WHEN later.position < record.position
          THEN julianday(record.happened) < julianday(COALESCE(later.happened, later.recorded))
      END
  ) AND NOT EXISTS (
    SELECT 1 FROM statement JOIN record AS said ON said.position = statement.position
    WHERE statement.subject = record.subject AND statement.fact = 'met.' || duty.code AND statement.value = 'true'
      AND statement.position > duty.position AND statement.use = record.use
      AND (statement.market IS record.market OR (record.market IS NULL AND said.kind = 'publication'))
      AND ${sql.raw(standing("said.id"))}
      AND NOT EXISTS (
        SELECT 1 FROM statement AS denied JOIN record AS denier ON denier.position = denied.position
        WHERE denied.subject = statement.subject AND denied.fact = statement.fact AND denied.value = 'false'
          AND denied.position > duty.position AND denied.use = record.use AND denied.market IS record.market
          AND ${sql.raw(standing("denier.id", "denied"))}
      )
  )`;
