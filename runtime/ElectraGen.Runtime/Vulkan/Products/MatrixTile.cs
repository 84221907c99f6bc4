using System.Globalization;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>The part of the output of a matrix product that one group makes, and how its shader is compiled for that.</summary>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Columns">Columns of the tile.</param>
/// <param name="GroupSize">Invocations of a group.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
/// <param name="Defines">What the shader is told beside the rows and columns.</param>
internal sealed record MatrixTile(int Rows, int Columns, int GroupSize, int SharedBytes, IReadOnlyList<string> Defines)
{
    /// <summary>Rows, columns and invocations, for example <c>64x64/128</c>; different within a tier.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{Rows}x{Columns}/{GroupSize}");

    /// <summary>Whether the shader loads quads of neighbours where they are aligned.</summary>
    public bool LoadsQuads { get; init; }

    /// <summary>Width that the group's subgroups must have, all of them full; 0 where any will do.</summary>
    public int SubgroupSize { get; init; }

    /// <summary>Whether its shader takes SPIR-V of Vulkan 1.3.</summary>
    public bool NeedsVulkan13 { get; init; }

    /// <summary>Everything that the shader is told.</summary>
    public IEnumerable<string> Definitions =>
    [
        .. Defines,
        string.Create(CultureInfo.InvariantCulture, $"TILE_ROWS {Rows}"),
        string.Create(CultureInfo.InvariantCulture, $"TILE_COLUMNS {Columns}"),
    ];
}
