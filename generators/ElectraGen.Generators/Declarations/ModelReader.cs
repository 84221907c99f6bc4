using System.Globalization;
using ElectraGen.Generators.Graphs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ElectraGen.Generators.Declarations;

/// <summary>Turns an attributed class into plain records. The only file that reads symbols.</summary>
internal static class ModelReader
{
    public const string ElectraAttribute = "ElectraGen.Runtime.ElectraAttribute";

    private const string EncoderAttribute = "ElectraGen.Runtime.EncoderAttribute";
    private const string ObjectiveAttribute = "ElectraGen.Runtime.ObjectiveAttribute";
    private const string RecipeAttribute = "ElectraGen.Runtime.RecipeAttribute";

    private static readonly (string Attribute, SamplerKind Kind)[] SamplerAttributes =
    [
        ("ElectraGen.Runtime.UnigramAttribute", SamplerKind.Unigram),
        ("ElectraGen.Runtime.UniformAttribute", SamplerKind.Uniform),
    ];

    private static readonly SymbolDisplayFormat QualifiedName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat SimpleName = new(
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    /// <summary>The declaration, or null where the class was read already: an attribute that stands twice is the compiler's to refuse.</summary>
    public static DeclarationSource? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        SyntaxReference? first = Find(type, ElectraAttribute)?.ApplicationSyntaxReference;
        bool isFirst = first?.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span);
        return isFirst ? Read(type, cancellation) : null;
    }

    /// <summary>The declaration of a class, or null where it is not an <c>[Electra]</c> class.</summary>
    public static DeclarationSource? TryRead(ISymbol symbol, CancellationToken cancellation) =>
        symbol is INamedTypeSymbol type && Find(type, ElectraAttribute) is not null ? Read(type, cancellation) : null;

    /// <summary>The attribute that makes a class a role where it has no <c>[Electra]</c> class directly around it; else null.</summary>
    public static string? StrayRole(ISymbol symbol) =>
        symbol.ContainingType is null || Find(symbol.ContainingType, ElectraAttribute) is null
            ? RoleAttribute(symbol)?.AttributeClass!.Name.Replace("Attribute", "")
            : null;

    private static DeclarationSource Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        List<PartPosition> positions = [new("", PositionOf(type, cancellation))];
        AttributeValues electra = AttributeValues.Of(type, ElectraAttribute, "", positions, cancellation)!;
        ObjectiveDeclaration[] objectives = [.. Objectives(type).Select(objective => ReadObjective(objective, positions, cancellation))];
        AttributeValues recipe = AttributeValues.Of(type, RecipeAttribute, "", positions, cancellation) ?? AttributeValues.Empty;

        List<EncoderDeclaration> encoders = [];
        List<SamplerDeclaration> samplers = [];
        foreach (INamedTypeSymbol member in type.GetTypeMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            if (RoleAttribute(member) is null)
                continue;

            positions.Add(new(member.MetadataName, PositionOf(member, cancellation)));
            if (AttributeValues.Of(member, EncoderAttribute, $"{member.MetadataName}.", positions, cancellation) is { } encoder)
                encoders.Add(ReadEncoder(member, encoder, cancellation));
            samplers.AddRange(
                from sampler in SamplerAttributes
                where Find(member, sampler.Attribute) is not null
                select new SamplerDeclaration(member.MetadataName, sampler.Kind));
        }

        ModelDeclaration model = new(
            ReadType(type, cancellation),
            electra.Get("Vocabulary", 30_522),
            electra.Get("SequenceLength", 128),
            electra.Get("Positions", 512),
            electra.Get("MaskedFraction", 0.15),
            (MaskingKind)electra.Get("Masking", (int)MaskingKind.WithoutReplacement),
            (SharingKind)electra.Get("Sharing", (int)(samplers.Count == 0 ? SharingKind.Embeddings : SharingKind.None)),
            objectives.ToEquatableArray(),
            ReadRecipe(recipe),
            encoders.ToEquatableArray(),
            samplers.ToEquatableArray());
        return new DeclarationSource(model, positions.ToEquatableArray());
    }

    private static EncoderDeclaration ReadEncoder(INamedTypeSymbol type, AttributeValues encoder, CancellationToken cancellation) =>
        new(
            // As in metadata: Generator<T> is not the role Generator
            type.MetadataName,
            type.IsRecord ? "record" : "class",
            IsPartial(type, cancellation),
            encoder.Get("EmbeddingSize", 0),
            encoder.Get("Layers", 0),
            encoder.Get("HiddenSize", 0),
            encoder.Get("Heads", 0),
            encoder.Get("FeedForwardSize", 0),
            encoder.Get("Dropout", 0.1),
            encoder.Get("AttentionDropout", 0.1),
            (ActivationKind)encoder.Get("Activation", (int)ActivationKind.Gelu),
            (NormKind)encoder.Get("Norm", (int)NormKind.Post),
            (PositionKind)encoder.Get("Positions", (int)PositionKind.Learned));

    private static IEnumerable<AttributeData> Objectives(INamedTypeSymbol type) =>
        type.GetAttributes().Where(attribute => BasesOf(attribute.AttributeClass).Any(symbol => symbol.ToDisplayString() == ObjectiveAttribute));

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? symbol = type?.BaseType; symbol is not null; symbol = symbol.BaseType)
            yield return symbol;
    }

    private static ObjectiveDeclaration ReadObjective(AttributeData attribute, List<PartPosition> positions, CancellationToken cancellation)
    {
        const string suffix = "Attribute";
        string name = attribute.AttributeClass!.Name;
        name = name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } syntax)
            positions.Add(new(name, SourcePosition.Of(syntax.GetLocation())));
        return new ObjectiveDeclaration(name, AttributeValues.Of(attribute, $"{name}.", positions, cancellation).Numbers.ToEquatableArray());
    }

    private static RecipeDeclaration ReadRecipe(AttributeValues recipe) =>
        new(
            recipe.Get("BatchSize", 128),
            recipe.Get("LearningRate", 5e-4),
            recipe.Get("WarmupSteps", 10_000),
            recipe.Get("Steps", 1_000_000),
            recipe.Get("WeightDecay", 0.01),
            recipe.Get("Beta1", 0.9),
            recipe.Get("Beta2", 0.999),
            recipe.Get("Epsilon", 1e-6),
            recipe.Get("ClipNorm", 1.0));

    private static TypeIdentity ReadType(INamedTypeSymbol type, CancellationToken cancellation)
    {
        List<INamedTypeSymbol> containers = [];
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
            containers.Insert(0, container);
        INamedTypeSymbol[] all = [.. containers, type];

        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(QualifiedName);
        string plainSpace = type.ContainingNamespace.IsGlobalNamespace ? "" : $"{type.ContainingNamespace.ToDisplayString()}.";
        return new TypeIdentity(
            plainSpace + string.Join("+", all.Select(symbol => symbol.MetadataName)),
            space,
            containers.Select(container => $"partial {Keyword(container)} {container.ToDisplayString(SimpleName)}").ToEquatableArray(),
            type.ToDisplayString(SimpleName),
            Keyword(type),
            all.All(symbol => IsPartial(symbol, cancellation)),
            Obstacle(type, all),
            all.All(symbol => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal));
    }

    private static string Obstacle(INamedTypeSymbol type, INamedTypeSymbol[] all)
    {
        if (type.TypeKind != TypeKind.Class)
            return "is not a class";
        if (all.Any(symbol => symbol.IsFileLocal))
            return "is local to its file";
        if (all.Any(symbol => symbol.TypeParameters.Length > 0))
            return "is generic, or inside a generic type";
        if (type.IsStatic || type.IsAbstract)
            return "cannot be made: it is static or abstract";
        if (!type.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0))
            return "has no constructor without parameters";
        return "";
    }

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Interface, _) => "interface",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Struct, true) => "record struct",
        (_, true) => "record",
        _ => "class",
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The identifier of the part that carries an attribute of ours, else of the first part.</summary>
    private static SourcePosition PositionOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        AttributeData? attribute = Find(type, ElectraAttribute) ?? RoleAttribute(type);
        SyntaxNode node = attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation)
            ?? type.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        TypeDeclarationSyntax? declaration = node.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return SourcePosition.Of(declaration?.Identifier.GetLocation() ?? node.GetLocation());
    }

    /// <summary>What makes a class a role: an encoder, or a generator without a network.</summary>
    private static AttributeData? RoleAttribute(ISymbol symbol) =>
        Find(symbol, EncoderAttribute)
        ?? SamplerAttributes.Select(sampler => Find(symbol, sampler.Attribute)).FirstOrDefault(attribute => attribute is not null);

    private static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    /// <summary>The named arguments of one attribute.</summary>
    private sealed class AttributeValues(AttributeData? attribute)
    {
        public static AttributeValues Empty { get; } = new(null);

        /// <summary>An attribute of a class, or null; notes where each of its arguments stands.</summary>
        public static AttributeValues? Of(
            ISymbol symbol, string name, string prefix, List<PartPosition> positions, CancellationToken cancellation)
        {
            AttributeData? attribute = Find(symbol, name);
            return attribute is null ? null : Of(attribute, prefix, positions, cancellation);
        }

        public static AttributeValues Of(AttributeData attribute, string prefix, List<PartPosition> positions, CancellationToken cancellation)
        {
            if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList: { } arguments })
                foreach (AttributeArgumentSyntax argument in arguments.Arguments)
                    if (argument.NameEquals is { } equals)
                        positions.Add(new(prefix + equals.Name.Identifier.ValueText, SourcePosition.Of(argument.GetLocation())));
            return new AttributeValues(attribute);
        }

        /// <summary>All arguments that are numbers, enumerations or truth values.</summary>
        public IEnumerable<NamedNumber> Numbers
        {
            get
            {
                foreach (KeyValuePair<string, TypedConstant> argument in attribute!.NamedArguments)
                    if (argument.Value is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: IConvertible value and not string and not char })
                        yield return new(argument.Key, Convert.ToDouble(value, CultureInfo.InvariantCulture));
            }
        }

        /// <summary>The value that was written; the default where none was, or none that compiles.</summary>
        public T Get<T>(string name, T otherwise)
        {
            if (attribute is not null)
                foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
                    if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: T value })
                        return value;
            return otherwise;
        }
    }
}
