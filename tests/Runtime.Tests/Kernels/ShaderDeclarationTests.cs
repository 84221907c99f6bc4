using System.Text.RegularExpressions;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Kernels;

/// <summary>What the shaders declare against the catalogue.</summary>
[Collection(VulkanCollection.Name)]
public sealed partial class ShaderDeclarationTests(VulkanFixture fixture)
{
    public static TheoryData<string> Kernels => [.. KernelCatalog.All.Where(kernel => kernel.Work != WorkShape.Host).Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void PushConstantsLieWhereTheCatalogueHasThem(string name)
    {
        KernelDefinition kernel = Named(name);
        List<PushConstantMember> expected = [];
        foreach (KernelOperand _ in kernel.Operands)
            expected.Add(new((uint)expected.Count * 8, PushConstantKind.Address));
        foreach (string constant in kernel.Constants)
            expected.Add(new(
                (uint)((kernel.Operands.Count * 8) + ((expected.Count - kernel.Operands.Count) * 4)),
                IsFloat(constant) ? PushConstantKind.Float : PushConstantKind.Integer));

        using ShaderCompiler compiler = ShaderCompiler.Create();
        ShaderCache cache = new(ShaderCache.DefaultFolder(), compiler);
        foreach (ProductVariant? variant in Variants(kernel))
        {
            for (uint options = 0; options < 1u << kernel.Options.Count; options++)
            {
                if (!kernel.Allows(options))
                    continue;
                byte[] spirv = cache.Get(Source(kernel, variant, options));
                Assert.Equal(expected, PushConstantBlock.Read(spirv));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void PushConstantsHaveTheCataloguesNames(string name)
    {
        KernelDefinition kernel = Named(name);
        string text = Source(kernel, Variants(kernel).First(), options: 0).Text;
        string block = PushConstants().Match(text).Groups["members"].Value;
        IEnumerable<string> names = Member().Matches(block).Select(member => member.Groups["name"].Value);
        Assert.Equal(kernel.Operands.Select(operand => operand.Name).Concat(kernel.Constants).Select(KernelPipelines.InGlsl), names);
    }

    private static KernelDefinition Named(string name) => KernelCatalog.All.Single(kernel => kernel.Name == name);

    private static bool IsFloat(string constant) => constant.EndsWith("Float", StringComparison.Ordinal);

    private IEnumerable<ProductVariant?> Variants(KernelDefinition kernel) =>
        kernel.Work == WorkShape.Tiles
            ?
            [
                new(SharedTiles.Create(GroupLimits.Promised).Tiles[0], IsLeftAligned: true, IsRightAligned: true),
                new(RegisterTiles.Create(fixture.Device.Lanes).Tiles[0]), new(RegisterTiles.WithoutArrays(fixture.Device.Lanes).Tiles[0]),
            ]
            : [null];

    private ShaderSource Source(KernelDefinition kernel, ProductVariant? variant, uint options) =>
        ShaderSource.Load(kernel.Name + ".comp", KernelPipelines.Definitions(fixture.Device.Target, kernel, options, narrow: 0, variant));

    [GeneratedRegex("""layout\(push_constant\) uniform PushConstants\s*\{(?<members>[^}]*)\}""")]
    private static partial Regex PushConstants();

    [GeneratedRegex("""(?<type>\w+) (?<name>\w+);""")]
    private static partial Regex Member();
}
