namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>What a driver says of its cooperative matrices: matrices that the invocations of a group hold and multiply together.</summary>
/// <param name="Shapes">Matrices of a subgroup, by VK_KHR_cooperative_matrix.</param>
/// <param name="Obstacle">Why there are none, or null.</param>
/// <param name="Flexible">Matrices of a whole group, by VK_NV_cooperative_matrix2.</param>
/// <param name="FlexibleObstacle">Why there are none, or null.</param>
internal sealed record TensorCores(
    IReadOnlyList<CooperativeShape> Shapes, string? Obstacle, IReadOnlyList<FlexibleShape> Flexible, string? FlexibleObstacle);

/// <summary>(Rows, Depth) · (Depth, Columns), both in the arithmetic's 16 bits, added up in single precision by a subgroup.</summary>
internal readonly record struct CooperativeShape(Precision Arithmetic, int Rows, int Columns, int Depth);

/// <summary>The same by a whole group of so many invocations, each side any multiple of a step.</summary>
internal readonly record struct FlexibleShape(Precision Arithmetic, int RowStep, int ColumnStep, int DepthStep, int Invocations);
