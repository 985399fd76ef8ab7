import ts from 'typescript';

/** A change to a part of a source file: what stands from `start` to `end` becomes `text`. */
export interface Edit {
  operator: string;
  start: number;
  end: number;
  text: string;
}

/** Gives the edits of one node; most operators have something to say of few kinds. */
type Operator = (node: ts.Node, source: ts.SourceFile) => readonly Omit<Edit, 'operator'>[];

const BINARY: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.PlusEqualsToken]: '-=',
};

/** Methods that can be left out, their object standing for what they give. */
const DROPPABLE = [
  'toLowerCase',
  'toUpperCase',
  'filter',
  'sort',
  'slice',
  'toWellFormed',
  'replace',
  'replaceAll',
  'join',
];
/** Methods that have a twin. */
const TWINS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['includes', 'startsWith'],
]);

/** What may go wrong when somebody writes such code, one operator each. */
const OPERATORS: Record<string, Operator> = {
  otherOperator: (node) => {
    if (!ts.isBinaryExpression(node)) return [];
    const other = BINARY[node.operatorToken.kind];
    return other === undefined ? [] : [spot(node.operatorToken, other)];
  },
  withoutFallback: (node) =>
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
      ? [spot(node, node.left.getText()), spot(node, node.right.getText())]
      : [],
  withoutNot: (node) =>
    ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
      ? [spot(node, node.operand.getText())]
      : [],
  conditionAlways: (node) => (ts.isIfStatement(node) ? [spot(node.expression, 'true')] : []),
  conditionNever: (node) => (ts.isIfStatement(node) ? [spot(node.expression, 'false')] : []),
  branchesSwapped: (node) =>
    ts.isConditionalExpression(node)
      ? [spot(node, `${node.condition.getText()} ? ${node.whenFalse.getText()} : ${node.whenTrue.getText()}`)]
      : [],
  otherText: (node) =>
    (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && isValue(node)
      ? [spot(node, node.text === '' ? "'mutated'" : "''")]
      : [],
  otherExample: (node, source) => {
    if (!ts.isStringLiteral(node) || !isValue(node)) return [];
    const other = otherTextIn(source, node);
    return other === undefined ? [] : [spot(node, `'${other}'`)];
  },
  otherTemplate: (node) => (ts.isTemplateExpression(node) ? [spot(node, '``')] : []),
  otherNumber: (node) =>
    ts.isNumericLiteral(node) ? [spot(node, `${Number(node.text.replaceAll('_', '')) + 1}`)] : [],
  otherTruth: (node) => {
    if (node.kind === ts.SyntaxKind.TrueKeyword) return ts.isLiteralTypeNode(node.parent) ? [] : [spot(node, 'false')];
    return node.kind === ts.SyntaxKind.FalseKeyword && !ts.isLiteralTypeNode(node.parent) ? [spot(node, 'true')] : [];
  },
  withoutStatement: (node) =>
    ts.isExpressionStatement(node) || ts.isThrowStatement(node) || ts.isContinueStatement(node)
      ? [spot(node, ';')]
      : [],
  withoutEarlyReturn: (node) => (ts.isReturnStatement(node) && ts.isIfStatement(node.parent) ? [spot(node, ';')] : []),
  returnsNothing: (node) => (ts.isReturnStatement(node) && node.expression ? [spot(node, 'return undefined;')] : []),
  statementsSwapped: (node) => {
    if (!ts.isBlock(node)) return [];
    const [one, other] = node.statements.filter(ts.isExpressionStatement);
    return one === undefined || other === undefined || one.end > other.pos + 1 || receiverOf(one) !== receiverOf(other)
      ? []
      : [{ start: one.getStart(), end: other.end, text: `${other.getText()} ${one.getText()}` }];
  },
  withoutKey: (node) =>
    ts.isObjectLiteralExpression(node) ? node.properties.map((property) => spot(property, '...{}')) : [],
  withoutItem: (node) =>
    ts.isArrayLiteralExpression(node) && node.elements.length > 0
      ? node.elements.map((element) => spot(element, '...[]'))
      : [],
  // A transaction does one thing after the other, awaited or not: only where something is made of what comes it matters.
  withoutAwait: (node) =>
    ts.isAwaitExpression(node) && !ts.isExpressionStatement(node.parent)
      ? [spot(node, `(${node.expression.getText()})`)]
      : [],
  withoutCall: (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const { name, expression } = node.expression;
    return DROPPABLE.includes(name.text) ? [spot(node, expression.getText())] : [];
  },
  otherCall: (node) => {
    if (!ts.isPropertyAccessExpression(node) || !ts.isCallExpression(node.parent)) return [];
    const twin = TWINS.get(node.name.text);
    return twin === undefined ? [] : [spot(node.name, twin)];
  },
  otherPattern: (node) => {
    if (!ts.isRegularExpressionLiteral(node)) return [];
    const [, body = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? [];
    const looser = body.replace(/^\^|\$$/g, '');
    return [
      spot(node, `/(?!)/${flags}`),
      ...(looser === body ? [] : [spot(node, `/${looser}/${flags}`)]),
      ...(flags.includes('i') ? [spot(node, `/${body}/${flags.replace('i', '')}`)] : []),
    ];
  },
};

/** All edits of a source file, in its order. Types, imports and messages for developers are left alone. */
export function editsOf(source: ts.SourceFile): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutOfReach(node)) return;
    for (const [operator, edit] of Object.entries(OPERATORS)) {
      for (const one of edit(node, source)) edits.push({ operator, ...one });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.filter(({ start, end, text }) => source.text.slice(start, end) !== text);
}

/** Where the words stand of those who make refusals. */
const WORDS_AT: Record<string, number> = { refuse: 2, invalidBody: 1 };

/** Types are no behaviour; the words of errors and refusals are for developers, and no contract has them. */
function isOutOfReach(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return true;
  if (ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isNewExpression(node) && node.expression.getText() === 'Error') return true;
  if (ts.isVariableDeclaration(node) && node.name.getText() === 'message') return true;
  const { parent } = node;
  if (parent === undefined || !ts.isCallExpression(parent)) return false;
  return parent.arguments.indexOf(node as ts.Expression) === WORDS_AT[parent.expression.getText()];
}

/** The object whose method a statement calls: statements about different ones may come in any order. */
function receiverOf({ expression }: ts.ExpressionStatement): string {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  const isMethod = ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression);
  return isMethod ? call.expression.expression.getText() : '';
}

function spot(node: ts.Node, text: string): Omit<Edit, 'operator'> {
  return { start: node.getStart(), end: node.end, text };
}

/** Whether a text is a value, and not a key or the name of a module. */
function isValue(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  return !ts.isLiteralTypeNode(parent) && !ts.isImportDeclaration(parent) && !ts.isExportDeclaration(parent);
}

/** The text that stands at the same key next in the file: another example, another location. */
function otherTextIn(source: ts.SourceFile, node: ts.StringLiteral): string | undefined {
  const key = ts.isPropertyAssignment(node.parent) ? node.parent.name.getText() : undefined;
  if (key === undefined) return undefined;
  const texts: string[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isPropertyAssignment(one) && one.name.getText() === key && ts.isStringLiteral(one.initializer))
      texts.push(one.initializer.text);
    ts.forEachChild(one, visit);
  };
  visit(source);
  const different = texts.filter((text) => text !== node.text);
  return different[texts.indexOf(node.text) % Math.max(1, different.length)];
}
