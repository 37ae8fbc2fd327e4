import ts from 'typescript';

const CUT_TO_32_BITS = 'BinaryExpression[operator=/^([|]|>>>)$/][right.value=0]';

/**
 * Reports `/` and `/=` unless both sides are `bigint`: division of `number`s is floating point,
 * and its result decides, somewhere down the line, how many bonds or won someone gets. A quotient
 * of counts that is cut to 32 bits on the spot, `(a / b) | 0`, is an integer and says how it
 * rounds.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const noFloatDivision = {
  meta: {
    type: 'problem',
    messages: {
      float:
        'Division of numbers is floating point: divide bigint, or write (a / b) | 0 for counts.',
    },
    schema: [],
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    /** @type {ts.TypeChecker} */
    const checker = services.program.getTypeChecker();

    /** @param {unknown} node @returns {boolean} */
    const isBigInt = (node) => {
      /** @type {ts.Type} */
      const own = services.getTypeAtLocation(node);
      const type = checker.getBaseConstraintOfType(own) ?? own;
      const parts = type.isUnion() ? type.types : [type];
      return parts.every(({ flags }) => (flags & ts.TypeFlags.BigIntLike) > 0);
    };

    /** @param {import('eslint').Rule.Node & { left: unknown, right: unknown }} node */
    const check = (node) => {
      if (!isBigInt(node.left) || !isBigInt(node.right)) {
        context.report({ node, messageId: 'float' });
      }
    };

    return {
      [`BinaryExpression[operator='/']:not(${CUT_TO_32_BITS} > BinaryExpression.left)`]: check,
      "AssignmentExpression[operator='/=']": check,
    };
  },
};
