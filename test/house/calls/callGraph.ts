import ts from 'typescript';

/** A switch over texts that a call stands in: it is made only where one of `own` is the case. */
interface Case {
  readonly own: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

interface Call {
  readonly to: ts.Node;
  readonly cases: readonly Case[];
  /** Functions that the call passes through before it gets there: they are given the function that is called. */
  readonly through: () => readonly ts.Node[];
}

const NOTHING = () => [];

/** Types of values that have no functions of ours. */
const PLAIN = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike;

type FunctionWithBody = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

/**
 * Who calls whom, by declarations. A function is a node, and so is whatever stands for functions without being one
 * (a method of an interface, a property, a parameter, a type of function): from there it goes on to all that it may
 * stand for.
 */
export class CallGraph {
  readonly #checker: ts.TypeChecker;
  readonly #isOwn: (file: ts.SourceFile) => boolean;
  readonly #calls = new Map<ts.Node, Call[]>();
  readonly #linked = new Set<string>();
  readonly #ids = new Map<ts.Type, number>();

  constructor(program: ts.Program, isOwn: (file: ts.SourceFile) => boolean) {
    this.#checker = program.getTypeChecker();
    this.#isOwn = isOwn;
    for (const file of program.getSourceFiles()) if (isOwn(file)) this.#read(file);
  }

  /** What a node calls or stands for, where messages of these kinds are followed. */
  next(node: ts.Node, kinds: ReadonlySet<string>): readonly Call[] {
    const has = (words: ReadonlySet<string>) => [...words].some((word) => kinds.has(word));
    return (this.#calls.get(node) ?? []).filter(({ cases }) =>
      cases.every(({ own, all }) => !has(all) || has(own)),
    );
  }

  get nodes(): Iterable<ts.Node> {
    return this.#calls.keys();
  }

  connect(from: ts.Node, to: ts.Node, cases: readonly Case[] = [], through: Call['through'] = NOTHING): void {
    if (from === to) return;
    const known = this.#calls.get(from);
    if (known) known.push({ to, cases, through });
    else this.#calls.set(from, [{ to, cases, through }]);
  }

  #read(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.#readCall(node);
    if (ts.isPropertyAccessExpression(node)) this.#readGetter(node);
    if (ts.isJsxOpeningLikeElement(node)) this.#readElement(node);
    if (ts.isClassLike(node)) this.#readClass(node);
    if (ts.isObjectLiteralExpression(node)) this.#readObject(node);
    if (ts.isPropertyDeclaration(node) && node.initializer)
      for (const value of this.#valuesOf(node.initializer)) this.connect(node, value);
    if (
      (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) &&
      isValue(node)
    )
      this.#readValue(node);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      for (const slot of this.#valuesOf(node.left))
        for (const value of this.#valuesOf(node.right)) this.connect(slot, value);
    if (isFunction(node)) this.#readFunction(node);
    ts.forEachChild(node, (child) => {
      this.#read(child);
    });
  }

  #readCall(node: ts.CallExpression | ts.NewExpression): void {
    const caller = callerOf(node);
    const cases = casesOf(node);
    const signature = this.#checker.getResolvedSignature(node)?.declaration;
    let callees = ts.isNewExpression(node) ? [] : this.#valuesOf(node.expression);
    if (callees.length === 0 && signature && this.#isOwn(signature.getSourceFile())) callees = [signature];
    for (const callee of callees) this.connect(caller, callee, cases);
    if (ts.isElementAccessExpression(node.expression)) this.#readChoice(node.expression, caller, cases);
    const first = callees.find(isFunction);
    (node.arguments ?? []).forEach((argument, i) => {
      if (!this.#isCallable(argument)) return;
      for (const value of this.#valuesOf(argument)) {
        const parameter = first?.parameters[i];
        if (first && parameter) {
          const { isCalled, isKept, passes } = this.#usesOf(parameter);
          if (isCalled) this.connect(caller, value, cases, () => [first, ...passes]);
          if (isKept) this.connect(parameter, value);
        } else {
          // What is given to code of others, or to whatever stands behind an interface, is called by it.
          this.connect(caller, value, cases, () => callees.flatMap((callee) => this.#receivers(callee, i)));
        }
      }
    });
  }

  /** Of several functions in an object one is called, by its name: as in a switch over the names. */
  #readChoice(node: ts.ElementAccessExpression, caller: ts.Node, cases: readonly Case[]): void {
    const properties = this.#checker.getPropertiesOfType(this.#checker.getTypeAtLocation(node.expression));
    const all = new Set(properties.map(({ name }) => name));
    for (const { name, declarations = [] } of properties)
      for (const declaration of declarations.filter((one) => this.#isOwn(one.getSourceFile())))
        this.connect(caller, declaration, [...cases, { own: new Set([name]), all }]);
  }

  /** The functions that a node stands for, with those to which they pass on what they are given in this place. */
  #receivers(slot: ts.Node, index: number, seen = new Set<ts.Node>()): ts.Node[] {
    if (seen.has(slot)) return [];
    seen.add(slot);
    if (!isFunction(slot))
      return (this.#calls.get(slot) ?? []).flatMap(({ to }) => this.#receivers(to, index, seen));
    const parameter = slot.parameters[index];
    return [slot, ...(parameter ? this.#usesOf(parameter).passes : [])];
  }

  #isCallable(node: ts.Node): boolean {
    return this.#checker.getTypeAtLocation(node).getCallSignatures().length > 0;
  }

  readonly #uses = new Map<
    ts.ParameterDeclaration,
    { isCalled: boolean; isKept: boolean; passes: ts.Node[] }
  >();

  /** What a function does with a function it is given: calls it, keeps it for later, passes it on. */
  #usesOf(parameter: ts.ParameterDeclaration) {
    const known = this.#uses.get(parameter);
    if (known) return known;
    const uses = { isCalled: false, isKept: false, passes: [] as ts.Node[] };
    this.#uses.set(parameter, uses);
    const owner = parameter.parent;
    const symbol = ts.isIdentifier(parameter.name)
      ? this.#checker.getSymbolAtLocation(parameter.name)
      : undefined;
    if (!symbol || !isFunction(owner)) {
      uses.isKept = true;
      return uses;
    }
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node !== parameter.name && this.#symbolOf(node) === symbol) {
        const { parent } = node;
        const isInside = runsWith(node, owner);
        if (isInside && ts.isCallExpression(parent) && parent.expression === node) uses.isCalled = true;
        else if (isInside && ts.isCallExpression(parent)) {
          const callee = this.#valuesOf(parent.expression).find(isFunction);
          const inner = callee?.parameters[parent.arguments.indexOf(node)];
          if (callee && inner) {
            const own = this.#usesOf(inner);
            uses.isCalled ||= own.isCalled;
            uses.isKept ||= own.isKept;
            uses.passes.push(callee, ...own.passes);
          } else uses.isCalled = true;
        } else uses.isKept = true;
      }
      ts.forEachChild(node, visit);
    };
    visit(owner.body);
    return uses;
  }

  #readGetter(node: ts.PropertyAccessExpression): void {
    for (const declaration of this.#declarationsOf(node))
      if (ts.isGetAccessor(declaration)) this.connect(callerOf(node), declaration, casesOf(node));
  }

  /** A component calls the components that it is made of. */
  #readElement(node: ts.JsxOpeningLikeElement): void {
    for (const value of this.#valuesOf(node.tagName)) this.connect(callerOf(node), value);
  }

  #readClass(node: ts.ClassLikeDeclaration): void {
    const own = this.#checker.getTypeAtLocation(node);
    for (const clause of node.heritageClauses ?? [])
      for (const type of clause.types) this.#link(own, this.#checker.getTypeAtLocation(type));
  }

  #readObject(node: ts.ObjectLiteralExpression): void {
    const context = this.#checker.getContextualType(node);
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) {
        if (context) this.#link(this.#checker.getTypeAtLocation(property.expression), context);
        continue;
      }
      const { name } = property;
      const slots = context ? this.#slotsOf(context, name.getText()) : [];
      if (isFunction(property)) {
        for (const slot of slots) this.#standsFor(slot, property);
        continue;
      }
      const values = ts.isPropertyAssignment(property)
        ? this.#valuesOf(property.initializer)
        : this.#valuesOf(property.name);
      for (const value of values) {
        this.connect(property, value);
        for (const slot of slots) this.#standsFor(slot, value);
      }
    }
  }

  /** Something that stands where a type of ours is wanted: what it has stands for what the type tells. */
  #readValue(node: ts.Expression): void {
    const context = this.#checker.getContextualType(node);
    if (context) this.#link(this.#checker.getTypeAtLocation(node), context);
  }

  /** A function that stands where a type of function is wanted, unless it is only given to somebody who calls it. */
  #readFunction(node: FunctionWithBody): void {
    if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return;
    if (ts.isCallExpression(node.parent) && node.parent.arguments.includes(node)) return;
    const context = this.#checker.getContextualType(node);
    for (const { declaration } of context?.getCallSignatures() ?? [])
      if (declaration && this.#isOwn(declaration.getSourceFile())) this.#standsFor(declaration, node);
  }

  #slotsOf(type: ts.Type, name: string): ts.Node[] {
    const types = type.isUnion() ? type.types : [type];
    return types
      .flatMap((one) => this.#checker.getPropertyOfType(one, name)?.declarations ?? [])
      .filter((declaration) => this.#isOwn(declaration.getSourceFile()));
  }

  /** What has type `own` stands where `wanted` is wanted. */
  #link(own: ts.Type, wanted: ts.Type, depth = 0): void {
    if (own === wanted || wanted.flags & PLAIN) return;
    const key = `${this.#id(own)} ${this.#id(wanted)}`;
    if (this.#linked.has(key)) return;
    this.#linked.add(key);
    for (const { declaration: to } of wanted.getCallSignatures())
      for (const { declaration: from } of own.getCallSignatures())
        if (to && from && this.#isOwn(to.getSourceFile())) this.#standsFor(to, from);
    for (const property of this.#checker.getPropertiesOfType(wanted)) {
      const slots = (property.declarations ?? []).filter((slot) => this.#isOwn(slot.getSourceFile()));
      if (slots.length === 0) continue;
      const found = this.#checker.getPropertyOfType(own, property.name);
      if (!found || found === property) continue;
      for (const slot of slots) for (const one of found.declarations ?? []) this.#standsFor(slot, one);
      if (depth < 1)
        this.#link(this.#checker.getTypeOfSymbol(found), this.#checker.getTypeOfSymbol(property), depth + 1);
    }
  }

  #id(type: ts.Type): number {
    const known = this.#ids.get(type) ?? this.#ids.size;
    this.#ids.set(type, known);
    return known;
  }

  readonly #stands = new Map<ts.Node, Set<ts.Node>>();

  /** `to` may be what is called where `slot` is called; what `slot` is given, `to` gets. */
  #standsFor(slot: ts.Node, to: ts.Node): void {
    if (slot === to) return;
    const known = this.#stands.get(slot) ?? new Set();
    this.#stands.set(slot, known);
    if (known.has(to)) return;
    known.add(to);
    this.connect(slot, to);
    if (isSignature(slot) && isSignature(to))
      to.parameters.forEach((parameter, i) => {
        const given = slot.parameters[i];
        if (given) this.connect(parameter, given);
      });
  }

  #symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol =
      ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent)
        ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.#checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #declarationsOf(node: ts.Node): readonly ts.Declaration[] {
    return (this.#symbolOf(node)?.declarations ?? []).filter((one) => this.#isOwn(one.getSourceFile()));
  }

  /** What an expression may be as a function: functions, or what stands for them. */
  #valuesOf(node: ts.Node, depth = 0): ts.Node[] {
    if (depth > 6) return [];
    const of = (inner: ts.Node) => this.#valuesOf(inner, depth + 1);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [node];
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
      return of(node.expression);
    if (ts.isAwaitExpression(node)) return of(node.expression);
    if (ts.isConditionalExpression(node)) return [...of(node.whenTrue), ...of(node.whenFalse)];
    if (ts.isBinaryExpression(node)) return [...of(node.left), ...of(node.right)];
    if (ts.isCallExpression(node)) return this.#returnsOf(node, depth);
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return [];
    return this.#declarationsOf(node).flatMap((declaration) => {
      if (ts.isVariableDeclaration(declaration))
        return declaration.initializer ? of(declaration.initializer) : [];
      if (ts.isBindingElement(declaration)) return this.#bound(declaration);
      return isSlot(declaration) ? [declaration] : [];
    });
  }

  /** What a call gives back where that is a function. */
  #returnsOf(node: ts.CallExpression, depth: number): ts.Node[] {
    if (!this.#isCallable(node)) return [];
    const made = this.#valuesOf(node.expression, depth + 1)
      .filter(isFunction)
      .flatMap((callee) => returned(callee).flatMap((value) => this.#valuesOf(value, depth + 1)));
    if (made.length > 0) return made;
    return this.#checker
      .getTypeAtLocation(node)
      .getCallSignatures()
      .flatMap(({ declaration }) =>
        declaration && this.#isOwn(declaration.getSourceFile()) ? [declaration] : [],
      );
  }

  /** What is taken out of an object: the property of its type. */
  #bound(element: ts.BindingElement): ts.Node[] {
    const name = (element.propertyName ?? element.name).getText();
    return this.#slotsOf(this.#checker.getTypeAtLocation(element.parent), name).filter(isSlot);
  }
}

export function isFunction(node: ts.Node): node is FunctionWithBody {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

type Signature = ts.Node & { readonly parameters: ts.NodeArray<ts.ParameterDeclaration> };
const isSignature = (node: ts.Node): node is Signature => ts.isFunctionLike(node) && 'parameters' in node;

const isSlot = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) ||
  ts.isParameter(node) ||
  ts.isPropertySignature(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isPropertyAssignment(node) ||
  ts.isShorthandPropertyAssignment(node);

/** An expression whose value goes somewhere else. */
function isValue(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return (parent.arguments ?? ([] as readonly ts.Node[])).includes(node);
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer === node;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  return (
    ts.isReturnStatement(parent) || ts.isShorthandPropertyAssignment(parent) || ts.isJsxExpression(parent)
  );
}

/** The function that a piece of code is in, else its file. */
export function callerOf(node: ts.Node): ts.Node {
  for (let at = node.parent; ; at = at.parent) if (isFunction(at) || ts.isSourceFile(at)) return at;
}

/** Whether code runs as its function does: in it, or in functions that are given to what it calls. */
function runsWith(node: ts.Node, owner: ts.Node): boolean {
  const caller = callerOf(node);
  if (caller === owner) return true;
  const isGiven = ts.isCallExpression(caller.parent) && caller.parent.expression !== caller;
  return isGiven && runsWith(caller, owner);
}

/** The cases of all switches that a call is in, up to its function. */
function casesOf(node: ts.Node): Case[] {
  const cases: Case[] = [];
  for (let at = node; !ts.isSourceFile(at) && !isFunction(at); at = at.parent) {
    if (!ts.isCaseOrDefaultClause(at)) continue;
    const { clauses } = at.parent;
    const own = new Set(wordsOf([at]));
    // Clauses right above that have nothing in them lead here as well.
    for (let i = clauses.indexOf(at) - 1; clauses[i]?.statements.length === 0; i -= 1)
      for (const word of wordsOf([clauses[i]!])) own.add(word);
    cases.push({ own, all: new Set(wordsOf(clauses)) });
  }
  return cases;
}

const wordsOf = (clauses: readonly ts.CaseOrDefaultClause[]) =>
  clauses.flatMap((clause) =>
    ts.isCaseClause(clause) && ts.isStringLiteral(clause.expression) ? [clause.expression.text] : [],
  );

/** What a function gives back, as it is written. */
function returned(node: FunctionWithBody): ts.Expression[] {
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return [node.body];
  const found: ts.Expression[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isReturnStatement(at) && at.expression) found.push(at.expression);
    if (!isFunction(at)) ts.forEachChild(at, visit);
  };
  ts.forEachChild(node.body, visit);
  return found;
}
